import '@fontsource-variable/noto-sans-sc/index.css'

/**
 * Where the machine has no Chinese font the bundled one comes first in the list, not last: a browser keeps the boxes
 * that it drew before a fallback font came, but not those of its first font.
 */
if (!hasChinese()) document.documentElement.classList.add('no-chinese')

/** Whether two different characters look different: without a font both are the same box. */
function hasChinese(): boolean {
  return pictureOf('中') !== pictureOf('覆')
}

function pictureOf(character: string): string {
  const canvas = document.createElement('canvas')
  canvas.width = 24
  canvas.height = 24
  const brush = canvas.getContext('2d')
  if (brush === null) return character
  brush.font = '16px system-ui, "PingFang SC", "HarmonyOS Sans SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
  brush.fillText(character, 2, 18)
  return canvas.toDataURL()
}
