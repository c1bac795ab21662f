// The workflow room, agreements: what a notification says.
export const agreementTexts = {
  asked: { en: 'Please read and sign: {name}', id: 'Mohon baca dan tanda tangani: {name}' },
  askedBody: { en: 'Version {version} of the workflow is not switched on before you have signed it.', id: 'Versi {version} alur kerja ini belum diaktifkan sebelum Anda tanda tangani.' },
  signed: { en: '{who} has signed {name}', id: '{who} telah menandatangani {name}' },
  change: { en: '{who} asks for a change of {name}', id: '{who} meminta perubahan pada {name}' },
}
