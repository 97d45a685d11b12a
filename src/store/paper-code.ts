import QRCode from 'qrcode'

/** The modules of a QR code, row by row; true is dark. */
export function codeModules(text: string): readonly (readonly boolean[])[] {
  const { modules } = QRCode.create(text, { errorCorrectionLevel: 'M' })
  return Array.from({ length: modules.size }, (_, row) =>
    Array.from({ length: modules.size }, (_unused, column) => modules.get(row, column) === 1),
  )
}

export function codePicture(text: string): Promise<Buffer> {
  return QRCode.toBuffer(text, { errorCorrectionLevel: 'M', margin: 0, width: 240, type: 'png' })
}
