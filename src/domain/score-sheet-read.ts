import { isDay } from './day.ts'
import { bandFaults, type GateParameters } from './gate-policy.ts'
import { CONFIDENCES } from './policy.ts'
import { COVERS, isBranch, type Indicator, type ScoreSheet } from './score-sheet.ts'
import { faultsIn, isId, isList, isRecord, isText, isTexts, listOf, nameOf, twice, type Shape } from './shape.ts'

/** The parsed JSON of a score sheet, read strictly. Throws with every fault at once. */
export function readScoreSheet(data: unknown): ScoreSheet {
  const faults = scoreSheetFaults(data)
  if (faults.length > 0) throw new Error(`Not a score sheet: ${faults.join('; ')}.`)
  // The shape has just been checked key by key.
  return data as ScoreSheet
}

/** What keeps the data from being a score sheet, all of it; empty where it is one. */
export function scoreSheetFaults(data: unknown): string[] {
  const shape = shapeFaults(data)
  return shape.length > 0 ? shape : sumFaults(data as ScoreSheet)
}

/** What keeps a sheet and the score bands of a pack from going together (domain.md R41). */
export function sheetBandFaults(sheet: ScoreSheet, { scoreBands }: Pick<GateParameters, 'scoreBands'>): string[] {
  const most = sheet.maximum + sheet.bonus
  const above = scoreBands.filter((band) => band.to > most)
  return [
    ...bandFaults(scoreBands),
    ...above.map((band) => `scoreBands: ${band.grade} ends at ${band.to}, the sheet gives ${most} at most`),
  ]
}

const isPoints = (value: unknown) => Number.isSafeInteger(value) && Number(value) > 0
const SHEET: Shape = {
  id: { is: (value) => isText(value) && /^[a-z0-9-]+$/.test(value) },
  version: { is: isPoints },
  title: { is: isTexts },
  validFrom: { is: (value) => isText(value) && isDay(value) },
  maximum: { is: isPoints },
  bonus: { is: (value) => value === 0 || isPoints(value) },
  sources: { is: (value) => isList(value) && value.length > 0 && value.every(isText) },
  indicators: { is: (value) => isList(value) && value.length > 0 },
}
const BASE: Shape = {
  id: { is: isId },
  title: { is: isTexts },
  maximum: { is: isPoints },
  source: { is: isText },
  confidence: { is: (value) => CONFIDENCES.some((one) => one === value) },
}
const LEAF: Shape = {
  ...BASE,
  evidence: { is: isTexts },
  steps: { is: (value) => isList(value) && value.length > 1, optional: true },
}
const BRANCH: Shape = { ...BASE, indicators: { is: (value) => isList(value) && value.length > 0 } }
const isYes = (value: unknown) => value === true
const FIRST_LEVEL: Shape = { ...BRANCH, isParty: { is: isYes, optional: true }, isBonus: { is: isYes, optional: true } }
const STEP: Shape = {
  points: { is: (value) => value === 0 || isPoints(value) },
  text: { is: isTexts },
  cover: { is: (value) => COVERS.some((one) => one === value), optional: true },
}

function shapeFaults(data: unknown): string[] {
  const own = faultsIn('sheet', data, SHEET)
  if (own.length > 0 || !isRecord(data)) return own
  return listOf(data['indicators']).flatMap((one) => [
    ...faultsIn(`indicator ${nameOf(one)}`, one, FIRST_LEVEL),
    ...below(one).flatMap(indicatorFaults),
  ])
}

function below(one: unknown): readonly unknown[] {
  return isRecord(one) ? listOf(one['indicators']) : []
}

function indicatorFaults(one: unknown): string[] {
  const owner = `indicator ${nameOf(one)}`
  if (isRecord(one) && one['indicators'] !== undefined) {
    return [...faultsIn(owner, one, BRANCH), ...below(one).flatMap(indicatorFaults)]
  }
  const steps = isRecord(one) ? listOf(one['steps']) : []
  return [
    ...faultsIn(owner, one, LEAF),
    ...steps.flatMap((step, at) => faultsIn(`${owner} step ${at + 1}`, step, STEP)),
  ]
}

function sumFaults(sheet: ScoreSheet): string[] {
  const { indicators, maximum, bonus } = sheet
  const sum = (list: readonly Indicator[]) => list.reduce((total, one) => total + one.maximum, 0)
  const counted = sum(indicators.filter((one) => one.isBonus !== true))
  const beside = sum(indicators.filter((one) => one.isBonus === true))
  const parties = indicators.filter((one) => one.isParty === true)
  return [
    ...twice(idsIn(indicators)).map((id) => `indicator ${id} stands twice`),
    ...(counted === maximum ? [] : [`the indicators add up to ${counted}, the sheet says ${maximum}`]),
    ...(beside === bonus ? [] : [`the bonus adds up to ${beside}, the sheet says ${bonus}`]),
    ...(parties.length === 1 ? [] : [`the Party-building part is marked ${parties.length} times, not once`]),
    ...parties.filter((one) => one.isBonus === true).map(({ id }) => `${id} is the Party-building part and a bonus`),
    ...indicators.flatMap(insideFaults),
  ]
}

function idsIn(indicators: readonly Indicator[]): string[] {
  return indicators.flatMap((one) => [one.id, ...(isBranch(one) ? idsIn(one.indicators) : [])])
}

function insideFaults(one: Indicator): string[] {
  if (isBranch(one)) {
    const sum = one.indicators.reduce((total, inner) => total + inner.maximum, 0)
    const own = sum === one.maximum ? [] : [`${one.id}: what is below adds up to ${sum}, it says ${one.maximum}`]
    return [...own, ...one.indicators.flatMap(insideFaults)]
  }
  const points = (one.steps ?? []).map((step) => step.points)
  if (points.length === 0) return []
  return [
    ...twice(points.map(String)).map((value) => `${one.id}: two steps give ${value}`),
    ...(Math.max(...points) === one.maximum
      ? []
      : [`${one.id}: the best step gives ${Math.max(...points)}, not ${one.maximum}`]),
  ]
}
