import { isDay } from './day.ts'
import { bandFaults, GATE_PARAMETER_NAMES, isGateValue } from './gate-policy.ts'
import { isPlaceCode } from './place.ts'
import { CONFIDENCES, isParameterValue, PARAMETER_NAMES, type PolicyPack } from './policy.ts'

type Fields = Readonly<Record<string, unknown>>

/** The parsed JSON of a pack file, read strictly. Throws with every fault at once, each with the key it is about. */
export function readPolicyPack(data: unknown): PolicyPack {
  if (isPolicyPack(data)) return data
  throw new Error(`Not a policy pack: ${policyPackFaults(data).join('; ')}.`)
}

function isPolicyPack(data: unknown): data is PolicyPack {
  return policyPackFaults(data).length === 0
}

/** What keeps the data from being a policy pack; empty where it is one. Keys that no rule reads are faults too. */
export function policyPackFaults(data: unknown): string[] {
  if (!isRecord(data)) return ['the pack is no object']
  return [
    ...keyFaults('pack', data, Object.keys(FIELD_CHECKS)),
    ...Object.entries(FIELD_CHECKS).flatMap(([key, check]) => (key in data ? check(data[key], data) : [])),
  ]
}

const FIELD_CHECKS: Readonly<Record<keyof PolicyPack, (value: unknown, pack: Fields) => string[]>> = {
  id: (value) => unless(isText(value) && /^[a-z0-9-]+$/.test(value), 'id: small letters, digits and hyphens'),
  title: (value) => textsFaults('title', value, ['zh', 'en']),
  validFrom: (value) => unless(isText(value) && isDay(value), 'validFrom: a day'),
  validTo: (value, pack) => unless(isEnd(value, pack['validFrom']), 'validTo: null or a day after validFrom'),
  area: (value) => unless(isArea(value), 'area: a place code in its shortest form of 6 digits or more'),
  parent: (value) => unless(value === null || isText(value), 'parent: null or the id of a pack'),
  parameters: parametersFaults,
  gates: gatesFaults,
  sources: (value) => unless(isTextList(value), 'sources: at least one'),
}

function parametersFaults(parameters: unknown): string[] {
  if (!isRecord(parameters)) return ['parameters: no object']
  const unknown = Object.keys(parameters).filter((key) => !PARAMETER_NAMES.some((name) => name === key))
  const stated = PARAMETER_NAMES.filter((name) => name in parameters)
  return [
    ...unknown.map((key) => `parameters: ${key} is not known`),
    ...stated.flatMap((name) => sourcedFaults(name, parameters[name], (value) => isParameterValue(name, value))),
  ]
}

function gatesFaults(gates: unknown): string[] {
  if (!isRecord(gates)) return ['gates: no object']
  const unknown = Object.keys(gates).filter((key) => !GATE_PARAMETER_NAMES.some((name) => name === key))
  const stated = GATE_PARAMETER_NAMES.filter((name) => name in gates)
  return [
    ...unknown.map((key) => `gates: ${key} is not known`),
    ...stated.flatMap((name) => [
      ...sourcedFaults(name, gates[name], (value) => isGateValue(name, value)),
      ...(name === 'scoreBands' && isRecord(gates[name]) ? bandFaults(gates[name]['value']) : []),
    ]),
  ]
}

function sourcedFaults(name: string, sourced: unknown, isRight: (value: unknown) => boolean): string[] {
  if (!isRecord(sourced)) return [`${name}: no object`]
  const { value, confidence, ...texts } = sourced
  return [
    ...unless(isRight(value), `${name}: the value is of the wrong kind`),
    ...unless(
      CONFIDENCES.some((one) => one === confidence),
      `${name}: confidence is one of ${CONFIDENCES.join(', ')}`,
    ),
    ...textsFaults(name, texts, ['source', 'article']),
  ]
}

function textsFaults(owner: string, texts: unknown, keys: readonly string[]): string[] {
  if (!isRecord(texts)) return [`${owner}: no object`]
  const blank = keys.filter((key) => key in texts && !isText(texts[key]))
  return [...keyFaults(owner, texts, keys), ...blank.map((key) => `${owner}: ${key} is blank`)]
}

function keyFaults(owner: string, fields: Fields, keys: readonly string[]): string[] {
  const unknown = Object.keys(fields).filter((key) => !keys.includes(key))
  const missing = keys.filter((key) => !(key in fields))
  return [
    ...unknown.map((key) => `${owner}: ${key} is not known`),
    ...missing.map((key) => `${owner}: ${key} is missing`),
  ]
}

function unless(isRight: boolean, fault: string): string[] {
  return isRight ? [] : [fault]
}

function isRecord(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function isText(value: unknown): value is string {
  return typeof value === 'string' && value.trim() !== ''
}

function isTextList(value: unknown): boolean {
  return Array.isArray(value) && value.length > 0 && value.every(isText)
}

function isEnd(value: unknown, from: unknown): boolean {
  return value === null || (isText(value) && isDay(value) && isText(from) && from < value)
}

function isArea(value: unknown): boolean {
  return isText(value) && isPlaceCode(value) && !/^(\d{2}|\d{4}|\d{6}(000)+|\d{9}000)$/.test(value)
}
