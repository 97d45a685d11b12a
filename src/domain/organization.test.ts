import { expect, it } from 'vitest'
import { populationOf, type Kind, type Population, type Status } from './organization.ts'

it.each<[Kind, Status, Population]>([
  ['association', 'active', 'registered'],
  ['service', 'liquidating', 'registered'],
  ['foundation', 'dormant', 'registered'],
  ['filed', 'active', 'filed'],
  ['filed', 'dormant', 'filed'],
  ['lawFirm', 'active', 'firm'],
  ['accountingFirm', 'liquidating', 'firm'],
  ['taxFirm', 'active', 'firm'],
  ['service', 'incubating', 'incubating'],
  ['filed', 'incubating', 'incubating'],
  ['lawFirm', 'incubating', 'incubating'],
])('an organization of kind %s that is %s is in the population %s', (kind, status, population) => {
  expect(populationOf(kind, status)).toBe(population)
})
