/** Characters of GB 32100-2015: no I, O, S, V, Z. */
const CREDIT_CHARSET = '0123456789ABCDEFGHJKLMNPQRTUWXY'
const CREDIT_CHARACTERS = /^[0-9A-HJ-NPQRTUWXY]+$/
const CREDIT_WEIGHTS = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28]
const ORGANIZATION_CHARSET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ'
const ORGANIZATION_WEIGHTS = [3, 7, 9, 10, 5, 8, 4, 2]

/** Letters that are no characters of a credit code, with what people most often mean by them. */
const LOOK_ALIKES: Readonly<Record<string, string>> = { O: '0', I: '1', Z: '2', S: '5' }

export type CodeFault = 'length' | 'charset' | 'organizationCheck' | 'creditCheck'

/** Takes out white space, makes full-width characters half-width, upper-cases. Changes nothing that would need a guess. */
export function normalCode(text: string): string {
  return text
    .replace(/[\uFF01-\uFF5E]/g, (wide) => String.fromCharCode(wide.charCodeAt(0) - 0xfee0))
    .replace(/[\s\u3000\u200B-\u200D\uFEFF]/g, '')
    .toUpperCase()
}

/** The 18th character of a credit code from its first 17 (GB 32100-2015), or undefined for a foreign character. */
export function findCreditCheck(first17: string): string | undefined {
  const sum = weightedSum(first17, CREDIT_WEIGHTS, CREDIT_CHARSET)
  return sum === undefined ? undefined : CREDIT_CHARSET[(31 - (sum % 31)) % 31]
}

/** The check character of an organization code from its first 8 (GB 11714-1997). */
export function findOrganizationCheck(first8: string): string | undefined {
  const sum = weightedSum(first8, ORGANIZATION_WEIGHTS, ORGANIZATION_CHARSET)
  if (sum === undefined) return undefined
  const rest = 11 - (sum % 11)
  if (rest === 10) return 'X'
  return rest === 11 ? '0' : String(rest)
}

function weightedSum(text: string, weights: readonly number[], charset: string): number | undefined {
  if (text.length !== weights.length) return undefined
  let sum = 0
  for (const [index, weight] of weights.entries()) {
    const value = charset.indexOf(text[index] ?? ' ')
    if (value < 0) return undefined
    sum += weight * value
  }
  return sum
}

/** What is wrong with a normalised unified social credit code; empty where both checks pass. */
export function creditCodeFaults(code: string): CodeFault[] {
  if (code.length !== 18) return ['length']
  if (!CREDIT_CHARACTERS.test(code)) return ['charset']
  const faults: CodeFault[] = []
  if (findOrganizationCheck(code.slice(8, 16)) !== code[16]) faults.push('organizationCheck')
  if (findCreditCheck(code.slice(0, 17)) !== code[17]) faults.push('creditCheck')
  return faults
}

/**
 * The codes of which one character is another and whose last check then passes: at each place there is just one that
 * mends the sum. A foreign character can only be mended itself. The other check is for the caller.
 */
export function creditSumMends(code: string): string[] {
  const weights = [...CREDIT_WEIGHTS, 1]
  const values = Array.from(code, (character) => CREDIT_CHARSET.indexOf(character))
  const foreign = values.filter((value) => value < 0).length
  const sum = values.reduce((total, value, at) => total + Math.max(value, 0) * (weights[at] ?? 0), 0)
  if (foreign > 1 || values.length !== weights.length) return []
  return weights.flatMap((weight, at) => {
    const value = values[at] ?? 0
    if (foreign === 1 && value >= 0) return []
    const rest = sum - Math.max(value, 0) * weight
    const mend = Array.from(CREDIT_CHARSET).find((_, other) => other !== value && (rest + other * weight) % 31 === 0)
    return mend === undefined ? [] : [`${code.slice(0, at)}${mend}${code.slice(at + 1)}`]
  })
}

/** The code with look-alike letters replaced, offered only where it then passes both checks. Never applied by itself. */
export function suggestCreditCode(code: string): string | undefined {
  const replaced = code.replace(/[OIZS]/g, (letter) => LOOK_ALIKES[letter] ?? letter)
  return replaced !== code && creditCodeFaults(replaced).length === 0 ? replaced : undefined
}

/** Whether a file number has the house form `BA-<12-digit community code>-<sequence>`. */
export function isFileNumber(code: string): boolean {
  return /^BA-\d{12}-\d+$/.test(code)
}
