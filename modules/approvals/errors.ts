// Approvals: the room's refusals, in both languages.

export const errors: Record<string, [number, string, string]> = {
  'approval.locked': [409, 'Locked while "{title}" is being decided by {who}', 'Terkunci selama "{title}" diputuskan oleh {who}'],
  'approval.over': [409, 'This is decided already', 'Ini sudah diputuskan'],
  'approval.notYours': [403, 'It is not yours to decide', 'Bukan Anda yang memutuskan'],
  'approval.nobody': [422, 'Nobody can decide level {level}', 'Tidak ada yang dapat memutuskan tingkat {level}'],
  'approval.seated': [422, 'She is asked already, or asked for it herself', 'Ia sudah diminta, atau ia sendiri yang mengajukan'],
  'approval.circle': [422, 'Nobody stands in for herself', 'Tidak ada yang mewakili dirinya sendiri'],
}
