import { afterAll, beforeAll, expect, test } from 'vitest'
import { generateTypes } from '../scripts/generate.mjs'
import { freshDatabase, type FreshDatabase } from './database.ts'

let database: FreshDatabase
beforeAll(async () => {
  database = await freshDatabase()
})
afterAll(() => database.drop())

test('the generated types of the database are those of its migrations', () => {
  const { ok, text } = generateTypes(database.adminUrl, { check: true })
  expect(ok, text).toBe(true)
})
