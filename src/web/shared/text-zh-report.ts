/** The years of annual reports, the second pass. */
export const zhReport = {
  'menu.reports': '年度报告',
  'report.title': '年度报告',
  'report.about': '按年度下发党建部分，单位核对后由责任主体初审，再由登记管理机关审查。',
  'report.toExamine': '待我审查',
  'report.empty': '还没有年度报告',
  'report.emptyHint': '次年 1 月 1 日起可以下发上一年度的年度报告。',
  'report.year': '年度',
  'report.new': '新建年度',
  'report.draft': '建立草稿',
  'report.dueHint': '截止日留空时按规则包的法定日（基金会较早）；法定日已过的须另定。当年下半年成立的单位免报（R33）。',
  'report.back': '← 全部年度',
} as const
