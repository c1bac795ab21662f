// Settings: what a browser calls itself, in two words.

const browsers: [RegExp, string][] = [
  [/Edg\//, 'Edge'], [/OPR\//, 'Opera'], [/SamsungBrowser/, 'Samsung Internet'], [/Firefox\//, 'Firefox'], [/Chrom(e|ium)\//, 'Chrome'], [/Safari\//, 'Safari'],
  [/curl|node|undici/i, 'API'],
]
const systems: [RegExp, string][] = [
  [/Android/, 'Android'], [/iPhone|iPad/, 'iOS'], [/Windows/, 'Windows'], [/Mac OS X/, 'macOS'], [/CrOS/, 'ChromeOS'], [/Linux/, 'Linux'],
]
const match = (list: [RegExp, string][], text: string) => list.find(([pattern]) => pattern.test(text))?.[1]

export function deviceOf(userAgent: string | null): { browser?: string; system?: string; handheld: boolean } {
  const text = userAgent ?? ''
  return { browser: match(browsers, text), system: match(systems, text), handheld: /Android|iPhone|iPad/.test(text) }
}
