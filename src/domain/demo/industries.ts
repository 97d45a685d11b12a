/** The industry committees: id, name, and the bureau that supervises in that trade. */
export const INDUSTRY_BODIES = {
  EDU: { name: '教育', bureau: '教育局' },
  HEALTH: { name: '卫生健康', bureau: '卫生健康局' },
  SOCIAL: { name: '社会工作', bureau: '妇女联合会' },
  CULTURE: { name: '文化', bureau: '文化广电和旅游局' },
  SPORT: { name: '体育', bureau: '体育局' },
  SCIENCE: { name: '科技', bureau: '科学技术局' },
  ENV: { name: '生态环境', bureau: '生态环境局' },
  JUSTICE: { name: '律师', bureau: '司法局' },
  AGRI: { name: '农业农村', bureau: '农业农村局' },
  COMMERCE: { name: '商务', bureau: '商务局' },
  HOUSING: { name: '住房建设', bureau: '住房和城乡建设局' },
  TRANSPORT: { name: '交通运输', bureau: '交通运输局' },
  CPA: { name: '注册会计师', bureau: '财政局' },
  TAX: { name: '税务师', bureau: '税务局' },
} as const
export type IndustryBody = keyof typeof INDUSTRY_BODIES
