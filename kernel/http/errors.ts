// Every refusal of the product: a stable code, its status, its text in two languages. RFC 9457 on the wire.
import type { Locale } from '../context.ts'

/** Texts in both languages are said in the reader's. */
export type Parameters = Record<string, string | number | { en?: string, id?: string }>

export interface Fault { path: string, code: string, parameters?: Parameters }

const codes = {
  'syntax.invalid': [400, 'The request cannot be read: {reason}', 'Permintaan tidak dapat dibaca: {reason}'],
  'workspace.missing': [400, 'Say which workspace is meant, in the header X-Workspace', 'Sebutkan ruang kerja yang dimaksud, pada header X-Workspace'],
  'cursor.invalid': [400, 'The cursor does not belong to this filter and sort', 'Kursor tidak cocok dengan filter dan urutan ini'],
  'session.missing': [401, 'Please sign in', 'Silakan masuk terlebih dahulu'],
  'session.refused': [401, 'Email or password is wrong', 'Email atau kata sandi salah'],
  'key.invalid': [401, 'The API key is not valid', 'Kunci API tidak berlaku'],
  'origin.foreign': [403, 'The request comes from another site', 'Permintaan berasal dari situs lain'],
  'setup.token': [403, 'Set-up from another machine needs the token that was printed at the start', 'Penyiapan dari komputer lain memerlukan token yang dicetak saat mulai'],
  'scope.missing': [403, 'The app was not allowed this: it needs the scope "{scope}"', 'Aplikasi tidak diberi izin ini: diperlukan cakupan "{scope}"'],
  'scope.people': [403, 'Only people do this themselves, no app for them', 'Hanya orang yang melakukan ini sendiri, bukan aplikasi untuknya'],
  'permission.denied': [403, 'You are not allowed to do this', 'Anda tidak diizinkan melakukan ini'],
  'field.writeOnce': [403, 'This field may not be changed once filled', 'Kolom ini tidak boleh diubah setelah terisi'],
  'field.readOnly': [403, 'You may not change this field', 'Anda tidak boleh mengubah kolom ini'],
  'app.unknown': [404, 'This app is not registered here', 'Aplikasi ini tidak terdaftar di sini'],
  'notFound': [404, 'Not found', 'Tidak ditemukan'],
  'method.unknown': [405, 'This method is not offered here', 'Metode ini tidak tersedia di sini'],
  'conflict': [409, 'This conflicts with the present state', 'Ini bertentangan dengan keadaan saat ini'],
  'conflict.unique': [409, 'Another record already has this value', 'Catatan lain sudah memiliki nilai ini'],
  'conflict.uniqueSet': [409, 'Another record already has the same values together: {fields}', 'Catatan lain sudah memiliki gabungan nilai yang sama: {fields}'],
  'conflict.repeated': [409, '{count} combinations stand in more than one record, such as: {example}', '{count} gabungan nilai ada di lebih dari satu catatan, misalnya: {example}'],
  'conflict.several': [409, 'Several records match', 'Beberapa catatan cocok'],
  'conflict.setUp': [409, 'Hubung is already set up', 'Hubung sudah disiapkan'],
  'conflict.inUse': [409, 'It is still in use: {uses}', 'Masih digunakan: {uses}'],
  'conflict.lastAdministrator': [409, 'A workspace needs at least one administrator', 'Ruang kerja memerlukan paling sedikit satu administrator'],
  'conflict.administrator': [409, 'The role of administrators keeps all its rights', 'Peran administrator tetap memiliki semua hak'],
  'conflict.joined': [409, 'This member has already joined', 'Anggota ini sudah bergabung'],
  'conflict.clock': [409, 'The clock never goes back', 'Jam tidak pernah mundur'],
  'merge.undone': [409, 'This merge is undone already', 'Penggabungan ini sudah dibatalkan'],
  'merge.expired': [409, 'A merge can be undone within 30 days', 'Penggabungan hanya dapat dibatalkan dalam 30 hari'],
  'merge.survivorGone': [409, 'The record that was merged into is deleted or merged itself: restore it first', 'Catatan hasil gabungan sudah dihapus atau digabung lagi: pulihkan dahulu'],
  'merge.itself': [422, 'Each record may be named once', 'Setiap catatan hanya boleh disebut sekali'],
  'idempotency.reused': [409, 'The Idempotency-Key was used with another request', 'Idempotency-Key sudah dipakai untuk permintaan lain'],
  'idempotency.running': [409, 'The same request is still running', 'Permintaan yang sama masih berjalan'],
  'version.mismatch': [412, 'Someone changed this meanwhile', 'Seseorang telah mengubahnya sementara itu'],
  'body.tooLarge': [413, 'The request is too large', 'Permintaan terlalu besar'],
  'operations.tooMany': [413, 'At most {max} operations at once', 'Paling banyak {max} operasi sekaligus'],
  'address.tooLong': [414, 'The address is too long', 'Alamat terlalu panjang'],
  'media.unsupported': [415, 'This content type is not accepted here', 'Jenis konten ini tidak diterima di sini'],
  'range.unsatisfiable': [416, 'The file has no such part', 'Berkas tidak memiliki bagian ini'],
  'invalid': [422, 'Some values are not valid', 'Beberapa nilai tidak berlaku'],
  'limit.exceeded': [429, 'Too many requests, please wait', 'Terlalu banyak permintaan, mohon tunggu'],
  'signIn.locked': [429, 'Too many failed tries, please wait', 'Terlalu banyak percobaan gagal, mohon tunggu'],
  'header.tooLarge': [431, 'The headers are too large', 'Header terlalu besar'],
  'internal': [500, 'Something went wrong on our side', 'Terjadi kesalahan di pihak kami'],
  'starting': [503, 'Hubung is starting', 'Hubung sedang dimulai'],
  'disk.full': [507, 'The disk of this Hubung is full: nothing was kept; its administrator must free some space', 'Disk Hubung ini penuh: tidak ada yang disimpan; administratornya perlu mengosongkan ruang'],
  'view.unseen': [422, 'The members of this role do not see this view', 'Anggota dengan peran ini tidak melihat tampilan ini'],
  'value.required': [422, 'This must be filled', 'Wajib diisi'],
  'field.requiredAtStage': [422, '{field} must be filled in the stage "{stage}"', '{field} wajib diisi pada tahap "{stage}"'],
  'transition.refused': [422, '"{to}" is set by {who} only', '"{to}" hanya diatur oleh {who}'],
  'transition.none': [422, 'There is no way from "{from}" to "{to}"', 'Tidak ada jalan dari "{from}" ke "{to}"'],
  'transition.emptied': [422, 'There is no way from "{from}" to nothing', 'Tidak ada jalan dari "{from}" ke kosong'],
  'transition.start': [422, 'A record does not begin in "{to}"', 'Catatan tidak dimulai pada "{to}"'],
  'transition.message': [422, '{message}', '{message}'],
  'value.invalid': [422, 'This value is not valid', 'Nilai ini tidak berlaku'],
  'value.type': [422, 'Expected {expected}', 'Seharusnya {expected}'],
  'value.tooLong': [422, 'At most {max} characters', 'Paling banyak {max} karakter'],
  'value.range': [422, 'This is beyond the allowed range', 'Nilai di luar batas yang diizinkan'],
  'value.scale': [422, 'At most {max} decimals', 'Paling banyak {max} angka desimal'],
  'text.invalid': [422, 'The text holds characters that cannot be kept', 'Teks berisi karakter yang tidak dapat disimpan'],
  'text.expected': [422, 'Expected a text', 'Seharusnya teks'],
  'number.invalid': [422, 'Expected a number such as 1250.5', 'Seharusnya angka seperti 1250.5'],
  'number.tooSmall': [422, 'At least {min}', 'Paling sedikit {min}'],
  'number.tooLarge': [422, 'At most {max}', 'Paling banyak {max}'],
  'boolean.invalid': [422, 'Expected yes or no (true or false)', 'Seharusnya ya atau tidak (true atau false)'],
  'time.invalid': [422, 'Expected a time of day such as 09:30', 'Seharusnya jam seperti 09:30'],
  'duration.invalid': [422, 'Expected a duration in seconds, or such as 1:30 or 90m', 'Seharusnya durasi dalam detik, atau seperti 1:30 atau 90m'],
  'period.invalid': [422, 'Expected a period such as {"days": 30}', 'Seharusnya rentang seperti {"days": 30}'],
  'currency.invalid': [422, 'Expected an amount, or {"amount", "currency"}', 'Seharusnya jumlah, atau {"amount", "currency"}'],
  'phone.digits': [422, 'Expected some digits of a phone number', 'Seharusnya beberapa angka nomor telepon'],
  'id.invalid': [422, 'Expected the id of a record', 'Seharusnya id sebuah catatan'],
  'relation.invalid': [422, 'Expected {"object", "id"} of an object that this field links to', 'Seharusnya {"object", "id"} dari objek yang dirujuk kolom ini'],
  'address.invalid': [422, 'Expected the parts of an address', 'Seharusnya bagian-bagian alamat'],
  'address.unknownKey': [422, 'An address has no part "{key}"', 'Alamat tidak memiliki bagian "{key}"'],
  'file.invalid': [422, 'Expected ids of files that were sent before', 'Seharusnya id berkas yang telah dikirim sebelumnya'],
  'file.unknown': [422, 'There is no such file among those that you sent', 'Tidak ada berkas ini di antara yang Anda kirim'],
  'file.notPicture': [422, 'This is not a picture that can be shown (JPEG, PNG, GIF, WebP, AVIF, TIFF)', 'Ini bukan gambar yang dapat ditampilkan (JPEG, PNG, GIF, WebP, AVIF, TIFF)'],
  'file.unreadable': [422, 'The picture is broken, or too large to be opened', 'Gambar rusak, atau terlalu besar untuk dibuka'],
  'file.empty': [422, 'The file is empty: nothing of it has arrived', 'Berkas ini kosong: tidak ada isinya yang sampai'],
  'file.tooLarge': [413, 'A file may have at most {max} MB', 'Berkas paling besar {max} MB'],
  'geo.invalid': [422, 'Expected a place such as {"lat": -6.2, "lng": 106.8}', 'Seharusnya tempat seperti {"lat": -6.2, "lng": 106.8}'],
  'geo.area': [422, 'Expected a place and a distance such as {"lat": -6.2, "lng": 106.8, "km": 5}', 'Seharusnya tempat dan jarak seperti {"lat": -6.2, "lng": 106.8, "km": 5}'],
  'definition.pattern': [422, 'Expected a pattern with one count, such as "SO-{yyyy}{MM}-{0000}"', 'Seharusnya pola dengan satu hitungan, seperti "SO-{yyyy}{MM}-{0000}"'],
  'json.invalid': [422, 'Expected JSON', 'Seharusnya JSON'],
  'json.tooDeep': [422, 'Nested deeper than {max}', 'Bertingkat lebih dari {max}'],
  'json.tooLarge': [422, 'At most {max} characters', 'Paling banyak {max} karakter'],
  'list.expected': [422, 'Expected a list', 'Seharusnya daftar'],
  'list.tooLong': [422, 'At most {max} items', 'Paling banyak {max} butir'],
  'range.expected': [422, 'Expected a list of two values, from and to', 'Seharusnya daftar dua nilai, dari dan sampai'],
  'definition.max': [422, '"max" lies between 1 and {max}', '"max" harus antara 1 dan {max}'],
  'definition.bounds': [422, '"min" and "max" are numbers, and "min" is not the larger', '"min" dan "max" harus angka, dan "min" tidak lebih besar'],
  'definition.unique': [422, 'A link to several objects cannot be unique', 'Relasi ke beberapa objek tidak dapat bersifat unik'],
  'definition.optionValue': [422, 'The value of an option neither starts nor ends with a space', 'Nilai pilihan tidak diawali atau diakhiri spasi'],
  'date.invalid': [422, 'Expected a date such as 2026-11-21', 'Seharusnya tanggal seperti 2026-11-21'],
  'dateTime.invalid': [422, 'Expected a time such as 2026-11-21T14:30:00+07:00', 'Seharusnya waktu seperti 2026-11-21T14:30:00+07:00'],
  'email.invalid': [422, 'Expected an email address such as ayu@example.com', 'Seharusnya alamat email seperti ayu@example.com'],
  'text.format': [422, 'Expected the form {pattern} (0 a digit, A a letter, * either)', 'Seharusnya berbentuk {pattern} (0 angka, A huruf, * salah satunya)'],
  'nik.invalid': [422, 'Expected a NIK: 16 digits, of which the seventh to twelfth are a date of birth', 'Seharusnya NIK: 16 angka, dengan tanggal lahir pada angka ketujuh sampai kedua belas'],
  'npwp.invalid': [422, 'Expected an NPWP: 15 digits with a right check digit, or 16', 'Seharusnya NPWP: 15 angka dengan angka pemeriksa yang benar, atau 16 angka'],
  'definition.textPattern': [422, 'Expected a pattern such as "AA-0000": 0 a digit, A a letter, * either', 'Seharusnya pola seperti "AA-0000": 0 angka, A huruf, * salah satunya'],
  'phone.invalid': [422, 'Expected a phone number such as 0812-3456-7890', 'Seharusnya nomor telepon seperti 0812-3456-7890'],
  'url.invalid': [422, 'Expected an address such as https://example.com', 'Seharusnya alamat seperti https://example.com'],
  'option.unknown': [422, 'This is not one of the options', 'Ini bukan salah satu pilihan'],
  'relation.unknown': [422, 'The linked record does not exist', 'Catatan yang dirujuk tidak ada'],
  'field.unknown': [422, 'There is no such field', 'Kolom ini tidak ada'],
  'object.unknown': [422, 'There is no such object', 'Objek ini tidak ada'],
  'operator.unknown': [422, 'This field cannot be filtered so', 'Kolom ini tidak dapat disaring dengan cara itu'],
  'filter.invalid': [422, 'Expected a condition such as {"city": {"eq": "Jakarta"}}', 'Seharusnya syarat seperti {"city": {"eq": "Jakarta"}}'],
  'field.masked': [422, 'This is a masked value: give the whole value, or leave the field as it is', 'Ini nilai yang disamarkan: isi nilai lengkapnya, atau biarkan kolom ini'],
  'validation.failed': [422, '{message}', '{message}'],
  'filter.relations': [422, 'A rule looks at the record alone, not at others that it links to', 'Aturan hanya melihat catatan itu sendiri, bukan catatan lain yang dirujuk'],
  'filter.tooDeep': [422, 'The filter is nested deeper than {max}', 'Filter bertingkat lebih dari {max}'],
  'filter.tooLarge': [422, 'The filter has more than {max} conditions', 'Filter memiliki lebih dari {max} syarat'],
  'sort.unknown': [422, 'This field cannot be sorted', 'Kolom ini tidak dapat diurutkan'],
  'sort.tooMany': [422, 'Sort by at most {max} fields', 'Urutkan dengan paling banyak {max} kolom'],
  'groups.tooMany': [422, 'More than {max} groups', 'Lebih dari {max} kelompok'],
  'measure.unknown': [422, 'This cannot be measured', 'Ini tidak dapat dihitung'],
  'name.invalid': [422, 'A name is camelCase, starts with a small letter and is not reserved', 'Nama memakai camelCase, diawali huruf kecil dan bukan kata terpesan'],
  'name.taken': [409, 'This name is taken', 'Nama ini sudah dipakai'],
  'type.unknown': [422, 'There is no such field type', 'Jenis kolom ini tidak ada'],
  'formula.invalid': [422, 'The formula cannot be computed: {reason}', 'Rumus tidak dapat dihitung: {reason}'],
  'formula.result': [422, 'The formula yields {type}; that can be kept as: {allowed}', 'Rumus menghasilkan {type}; itu dapat disimpan sebagai: {allowed}'],
  'formula.loop': [422, 'The formula would stand on itself: {way}', 'Rumus akan bergantung pada dirinya sendiri: {way}'],
  'rollup.invalid': [422, 'This roll-up cannot be computed: {reason}', 'Rangkuman ini tidak dapat dihitung: {reason}'],
  'type.fixed': [422, 'The type "{from}" cannot become "{to}" without losing values', 'Jenis "{from}" tidak dapat menjadi "{to}" tanpa kehilangan nilai'],
  'type.taken': [409, '{object}.{field} is already a field of the type "{has}", and "{from}" brings it as "{brings}": rename or remove it first', '{object}.{field} sudah menjadi kolom berjenis "{has}", sedangkan "{from}" membawanya sebagai "{brings}": ganti nama atau hapus dahulu'],
  'fields.tooMany': [422, 'At most {max} custom fields an object', 'Paling banyak {max} kolom khusus per objek'],
  'option.unfit': [422, '"{option}" does not go with {field}', '"{option}" tidak sesuai dengan {field}'],
  'option.repeated': [422, 'This option appears twice', 'Pilihan ini muncul dua kali'],
  'option.none': [422, 'This field has no options of its own', 'Kolom ini tidak memiliki pilihan sendiri'],
  'option.stays': [422, 'Only an option that is taken away is moved', 'Hanya pilihan yang dihapus yang dipindahkan'],
  'option.needed': [422, 'This field may not be emptied: choose another option', 'Kolom ini tidak boleh dikosongkan: pilih pilihan lain'],
  'option.otherwise': [422, 'The last rule has no condition: it takes what the others leave', 'Aturan terakhir tanpa syarat: ia mengambil sisanya'],
  'option.ownField': [422, 'A condition cannot ask for the field whose options change', 'Syarat tidak dapat memakai kolom yang pilihannya diubah'],
  'option.unplaced': [422, '{count} records hold "{option}": say which option they get (moveTo)', '{count} catatan memakai "{option}": sebutkan pilihan penggantinya (moveTo)'],
  'layout.repeated': [422, 'A field stands in one place of a layout', 'Sebuah kolom hanya boleh berada di satu tempat pada tata letak'],
  'filter.ownFields': [422, 'This condition can only compare the record\'s own texts, numbers, dates and options with fixed values', 'Syarat ini hanya dapat membandingkan teks, angka, tanggal, dan pilihan catatan itu sendiri dengan nilai tetap'],
  'button.address': [422, 'An address starts with https:// and a host of its own', 'Alamat diawali https:// dan nama host yang tetap'],
  'button.template': [422, 'Only the record itself and its fields can be filled in, as in {example}', 'Yang dapat diisikan hanya catatan itu sendiri dan kolomnya, seperti {example}'],
  'title.invalid': [422, 'The title is a field of the object that holds a text', 'Judul haruslah kolom objek yang berisi teks'],
  'conflict.busy': [409, 'The table is busy at the moment, please try again', 'Tabel sedang sibuk, silakan coba lagi'],
  'conflict.standard': [409, 'What comes with Hubung can be changed but not removed', 'Bawaan Hubung dapat diubah tetapi tidak dapat dihapus'],
  'conflict.option': [409, 'Records hold the option "{option}"', 'Ada catatan yang memakai pilihan "{option}"'],
  'conflict.stage': [409, 'Records are in the stage "{stage}": say where they move to (moveTo)', 'Ada catatan pada tahap "{stage}": sebutkan tujuan pemindahannya (moveTo)'],
  'password.weak': [422, 'The password needs at least {min} characters', 'Kata sandi paling sedikit {min} karakter'],
  'password.common': [422, 'This password is too easy to guess', 'Kata sandi ini terlalu mudah ditebak'],
  'password.wrong': [422, 'The password is wrong', 'Kata sandi salah'],
  'slug.invalid': [422, 'Small letters, digits and hyphens, at most 40, starting with a letter', 'Huruf kecil, angka dan tanda hubung, paling banyak 40, diawali huruf'],
  'timeZone.unknown': [422, 'Expected a time zone such as Asia/Jakarta', 'Seharusnya zona waktu seperti Asia/Jakarta'],
  'currency.unknown': [422, 'Expected a currency code such as IDR', 'Seharusnya kode mata uang seperti IDR'],
  'rate.invalid': [422, 'Expected a rate above 0, with at most 12 decimals', 'Seharusnya kurs di atas 0, paling banyak 12 desimal'],
  'rate.base': [422, '{currency} is the currency of the workspace: it needs no rate', '{currency} adalah mata uang ruang kerja: tidak memerlukan kurs'],
  'rate.repeated': [422, 'This day and currency appear twice', 'Tanggal dan mata uang ini muncul dua kali'],
  'rate.missing': [422, 'There is no rate of {currency} on or before {from}', 'Belum ada kurs {currency} pada atau sebelum {from}'],
  'rate.missingDays': [422, 'There is no rate of {currency} on or before some days from {from} to {to}', 'Belum ada kurs {currency} pada atau sebelum beberapa hari dari {from} sampai {to}'],
  'rate.day': [422, 'The day of the rate is a date field of the object, asked for with currency=base', 'Hari kurs adalah kolom tanggal objek ini, diminta bersama currency=base'],
  'holiday.repeated': [422, 'This day appears twice', 'Tanggal ini muncul dua kali'],
  'holiday.repeats': [422, 'An event that repeats is not read: give each day', 'Acara berulang tidak dibaca: tulis setiap tanggalnya'],
  'holiday.long': [422, 'A holiday has at most {max} days', 'Hari libur paling lama {max} hari'],
  'list.column': [422, 'The list has no column named: {column}', 'Daftar tidak memiliki kolom bernama: {column}'],
  'country.unknown': [422, 'Expected a country code such as ID', 'Seharusnya kode negara seperti ID'],
  'role.unknown': [422, 'There is no such role', 'Peran ini tidak ada'],
  'team.unknown': [422, 'There is no such team', 'Tim ini tidak ada'],
  'branch.code': [422, 'Expected a short code of capital letters and digits, such as JKT', 'Seharusnya kode pendek dari huruf besar dan angka, seperti JKT'],
  'branch.unknown': [422, 'There is no such branch', 'Cabang ini tidak ada'],
  'app.redirect': [422, 'Expected an address with https://, without a fragment; or http://localhost for a program on one\'s own machine, or a scheme of its own such as com.example.app:/back', 'Seharusnya alamat dengan https://, tanpa fragmen; atau http://localhost untuk program di komputer sendiri, atau skema sendiri seperti com.example.app:/back'],
  'app.redirectUnknown': [422, 'The app asks to be answered at an address that was not registered for it', 'Aplikasi meminta jawaban dikirim ke alamat yang tidak terdaftar untuknya'],
  'app.public': [422, 'A public app has no secret', 'Aplikasi publik tidak memiliki rahasia'],
  'absence.dates': [422, 'The last day lies before the first', 'Hari terakhir mendahului hari pertama'],
  'member.circle': [422, 'Nobody can report to themselves: {way}', 'Tidak ada yang dapat melapor kepada dirinya sendiri: {way}'],
  'sharing.one': [422, 'Share with exactly one role, team, member or branch', 'Bagikan kepada tepat satu peran, tim, anggota, atau cabang'],
  'team.circle': [422, 'A team cannot lie within itself', 'Tim tidak dapat berada di dalam dirinya sendiri'],
  'member.unknown': [422, 'There is no such member', 'Anggota ini tidak ada'],
  'template.unknown': [422, 'There is no such business template', 'Templat bisnis ini tidak ada'],
  'b2b.company': [422, 'A B2B contact belongs to a company', 'Kontak B2B harus memiliki perusahaan'],
  'import.empty': [422, 'The file is empty', 'Berkas kosong'],
  'import.notText': [422, 'This is no text file with columns: save it as CSV first', 'Ini bukan berkas teks berkolom: simpan dahulu sebagai CSV'],
  'import.noColumn': [422, 'No column of the file matches a field. It has: {columns}. Choose a field for at least one of them', 'Tidak ada kolom berkas yang cocok. Yang ada: {columns}. Pilih tujuan untuk setidaknya satu di antaranya'],
  'import.columnGuess': [422, '"{column}" might be {field}', '"{column}" mungkin {field}'],
  'import.otherObject': [422, 'No column fits this kind of record; the file looks like {object}', 'Tidak ada kolom yang cocok dengan jenis catatan ini; berkas ini tampaknya berisi {object}'],
  'import.columnUnknown': [422, 'The file has no such column', 'Berkas tidak memiliki kolom ini'],
  'import.dateFormat': [422, 'Expected the tokens of a date such as M/d/yyyy', 'Seharusnya pola tanggal seperti M/d/yyyy'],
  'import.ragged': [422, 'The row has {found} cells, the heading {expected}', 'Baris memiliki {found} sel, judul {expected}'],
  'import.rowTooLong': [422, 'A row near line {line} is longer than a million characters', 'Baris di sekitar {line} lebih panjang dari satu juta karakter'],
  'import.quoteOpen': [422, 'A quotation mark is opened and never closed, near line {line}', 'Tanda kutip dibuka tetapi tidak ditutup, di sekitar baris {line}'],
  'import.quoteBroken': [422, 'On line {line} text follows a closing quotation mark: write a quotation mark inside a cell twice', 'Pada baris {line} ada teks setelah tanda kutip penutup: tulis tanda kutip di dalam sel dua kali'],
  'import.broken': [422, 'The file cannot be read near line {line}', 'Berkas tidak dapat dibaca di sekitar baris {line}'],
  'import.running': [409, 'This import is not running any more', 'Impor ini sudah tidak berjalan'],
  'import.stillRunning': [409, 'This import is still running: stop it first', 'Impor ini masih berjalan: hentikan dahulu'],
  'import.nothingWritten': [409, 'This import was only a trial: there is nothing to undo', 'Impor ini hanya percobaan: tidak ada yang perlu dibatalkan'],
  'import.changedSince': [409, 'Changed since the import', 'Sudah diubah setelah impor'],
  'import.workbook': [422, 'This workbook cannot be read: {reason}', 'Buku kerja ini tidak dapat dibaca: {reason}'],
  'import.sheetUnknown': [422, 'The workbook has no such sheet; it has: {sheets}', 'Buku kerja tidak memiliki lembar ini; yang ada: {sheets}'],
  'import.sheetOther': [422, 'Only the sheet "{sheet}" of this workbook was read: send the file again for another', 'Hanya lembar "{sheet}" dari buku kerja ini yang dibaca: kirim lagi berkasnya untuk lembar lain'],
  'import.tooLarge': [422, 'The workbook grows too large when it is unpacked', 'Buku kerja menjadi terlalu besar ketika dibuka'],
  'import.vcard': [422, 'The vCard file breaks off near line {line}', 'Berkas vCard terputus di sekitar baris {line}'],
  'bulk.running': [409, 'This bulk change is still running: stop it first', 'Perubahan massal ini masih berjalan: hentikan dahulu'],
  'bulk.ended': [409, 'This bulk change is not running any more', 'Perubahan massal ini sudah tidak berjalan'],
  'bulk.expired': [409, 'A bulk change can be undone within 30 days', 'Perubahan massal hanya dapat diurungkan dalam 30 hari'],
  'bulk.changedSince': [409, 'Changed since the bulk change', 'Sudah diubah setelah perubahan massal'],
  'export.running': [409, 'This export is still running', 'Ekspor ini masih berjalan'],
  'export.ended': [409, 'This export is not running any more', 'Ekspor ini sudah tidak berjalan'],
  'export.gone': [404, 'The file of this export is there no more: export again', 'Berkas ekspor ini sudah tidak ada: ekspor lagi'],
} satisfies Record<string, [number, string, string]>

export type Code = keyof typeof codes

/** Modules bring codes of their own business here, at start. */
const more = new Map<string, [number, string, string]>()
export function registerErrors(added: Record<string, [number, string, string]>): void {
  for (const [code, entry] of Object.entries(added)) more.set(code, entry)
}

function entryOf(code: string): [number, string, string] {
  return (codes as Record<string, [number, string, string]>)[code] ?? more.get(code) ?? codes.invalid
}

export function statusOf(code: string): number {
  return entryOf(code)[0]
}

/** The text of a code in the caller's language. */
export function messageOf(code: string, parameters: Parameters = {}, locale: Locale = 'en'): string {
  const text = entryOf(code)[locale === 'id' ? 2 : 1]
  return text.replace(/\{(\w+)\}/g, (_, name: string) => textOf(parameters[name] ?? '', locale))
}

function textOf(value: Parameters[string], locale: Locale): string {
  return typeof value === 'object' ? value[locale] ?? value.en ?? value.id ?? '' : String(value)
}

/** A refusal. `faults` lists everything that is wrong, each with its path. */
export class Problem extends Error {
  readonly code: string
  readonly status: number
  readonly parameters: Parameters
  readonly faults: Fault[]
  /** Seconds, sent as Retry-After. */
  readonly retryAfter?: number

  constructor(code: string, options: { parameters?: Parameters, faults?: Fault[], retryAfter?: number, status?: number } = {}) {
    super(messageOf(code, options.parameters))
    this.code = code
    this.status = options.status ?? statusOf(code)
    this.parameters = options.parameters ?? {}
    this.faults = options.faults ?? []
    this.retryAfter = options.retryAfter
  }
}

/**
 * A refusal for the faults found: all are listed. The status is the first fault's own where every fault has the same
 * (409, 403), else 422.
 */
export function refuse(faults: Fault[]): Problem {
  const statuses = new Set(faults.map(fault => statusOf(fault.code)))
  const status = statuses.size === 1 ? [...statuses][0] : 422
  const code = faults.length === 1 || status !== 422 ? faults[0].code : 'invalid'
  return new Problem(status === 422 ? 'invalid' : code, { faults, status, parameters: faults[0].parameters })
}

/** The problem as its JSON body. */
export function toBody(problem: Problem, requestId: string, locale: Locale): object {
  return {
    type: `urn:hubung:${problem.code}`,
    title: messageOf(problem.code, problem.parameters, locale),
    status: problem.status,
    detail: problem.faults.length ? problem.faults.map(fault => [fault.path, messageOf(fault.code, fault.parameters, locale)].filter(Boolean).join(': ')).slice(0, 5).join('; ') : messageOf(problem.code, problem.parameters, locale),
    code: problem.code,
    requestId,
    errors: problem.faults.map(({ path, code, parameters }) => ({ path, code, message: messageOf(code, parameters, locale) })),
  }
}
