import { describe, expect, it } from 'vitest'
import { demandMediaType, MAX_DOCUMENT_BYTES } from './document.ts'

const bytes = (...parts: readonly (string | number)[]) =>
  Uint8Array.from(
    parts.flatMap((part) => (typeof part === 'number' ? [part] : Array.from(part, (one) => one.charCodeAt(0)))),
  )
const ZIP = 'PK\u0003\u0004'

describe('a paper', () => {
  it.each([
    ['minutes.pdf', bytes('%PDF-1.7'), 'application/pdf'],
    ['批复.PDF', bytes('%PDF-1.4 x'), 'application/pdf'],
    ['a.docx', bytes(`${ZIP}..word/document.xml..`), /wordprocessingml/],
    ['a.xlsx', bytes(`${ZIP}xxl/xl/workbook.xml`), /spreadsheetml/],
    ['a.png', bytes(0x89, 'PNG\r\n', 0x1a, '\n'), 'image/png'],
    ['a.jpeg', bytes(0xff, 0xd8, 0xff, 0xe0), 'image/jpeg'],
    ['note.txt', bytes('plain'), /^text\/plain/],
  ])('%s is taken for what it is', (name, content, type) => {
    expect(demandMediaType(name, content)).toMatch(type)
  })

  it.each([
    ['a page that calls itself a picture', 'a.png', bytes('<html>'), 'DOCUMENT_TYPE'],
    ['a program', 'a.exe', bytes('MZ'), 'DOCUMENT_TYPE'],
    ['a page', 'a.html', bytes('<html>'), 'DOCUMENT_TYPE'],
    ['a drawing with scripts', 'a.svg', bytes('<svg>'), 'DOCUMENT_TYPE'],
    ['a ZIP file that is no document', 'a.docx', bytes(`${ZIP}evil.exe`), 'DOCUMENT_TYPE'],
    ['a workbook that calls itself a text', 'a.docx', bytes(`${ZIP}xl/workbook.xml`), 'DOCUMENT_TYPE'],
    ['a text with a NUL', 'a.txt', bytes('a', 0), 'DOCUMENT_TYPE'],
    ['a name without an ending', 'pdf', bytes('%PDF-'), 'DOCUMENT_TYPE'],
    ['nothing', 'a.txt', bytes(), 'DOCUMENT_EMPTY'],
    ['more than 20 MB', 'a.txt', new Uint8Array(MAX_DOCUMENT_BYTES + 1).fill(65), 'DOCUMENT_TOO_LARGE'],
  ])('%s is refused', (_what, name, content, code) => {
    expect(() => demandMediaType(name, content)).toThrow(expect.objectContaining({ code }))
  })
})
