// The workflow room: its words outside refusals.
export const texts = {
  workflow: { en: 'workflow', id: 'alur kerja' },
}
