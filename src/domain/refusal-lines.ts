/** Refusals of the three lines: hand-overs, claims, gaps, the joint conference. */
export const LINE_REFUSALS = {
  BODY_UNKNOWN: {
    status: 404,
    exit: 4,
    zh: '没有编号为“{id}”的责任主体；请在“三条线”页面的主体列表中选择。',
    en: 'There is no responsible body “{id}”; choose one of the list of the three lines.',
  },
  BODY_ENDED: {
    status: 422,
    exit: 6,
    zh: '责任主体“{id}”已于 {day} 撤销，不能再负责社会组织；{successor}',
    en: 'The body “{id}” ended on {day} and cannot answer for an organization any more; {successorEn}',
  },
  BODY_ELSEWHERE: {
    status: 422,
    exit: 6,
    zh: '“{body}”的区域不包含该社会组织的所在地（{place}）；责任主体须在其所在地或上级。请另选主体，或先更正所在区划。',
    en: '“{body}” does not reach the place of the organization ({place}); a body answers at or below its own seat. Choose another body, or correct the place first.',
  },
  BODY_NOT_YOURS: {
    status: 403,
    exit: 5,
    zh: '“{body}”不由您经办；只能以您所在主体的名义办理。',
    en: '“{body}” is not a desk of yours; act for a body whose work you do.',
  },
  HAND_OVER_SELF: {
    status: 422,
    exit: 6,
    zh: '“{body}”已是该社会组织的责任主体，不能移交给自己；请选择另一主体。',
    en: '“{body}” already answers for this organization and cannot take it over from itself; choose another body.',
  },
  HAND_OVER_GAP: {
    status: 409,
    exit: 6,
    zh: '该社会组织目前没有责任主体，无从移交；请在“三条线”的缺口列表中确认。',
    en: 'Nobody answers for this organization now, so nobody can hand it over; confirm a body in the list of gaps.',
  },
  HAND_OVER_ENDED: {
    status: 422,
    exit: 6,
    zh: '该社会组织已于 {day} 注销，不再需要责任主体；如注销有误，请先更正。',
    en: 'The organization ended on {day} and needs no body any more; if that is wrong, correct it first.',
  },
  QUESTION_OPEN: {
    status: 409,
    exit: 6,
    zh: '该社会组织已有一件未办结的“{kind}”；请先办结或撤回。',
    en: 'A {kindEn} about this organization is open already; finish or withdraw that one first.',
  },
  GAP_GONE: {
    status: 409,
    exit: 6,
    zh: '“{code}”已不是您可确认的缺口（可能已有责任主体，或已提交联席会议）；请刷新列表。',
    en: '“{code}” is not a gap that you can confirm any more; it may have a body now, or is before the conference. Reload the list.',
  },
  CONFERENCE_FULL: {
    status: 409,
    exit: 6,
    zh: '该议题已有三方，不能再加入；请等待会议决定。',
    en: 'Three parties are in this question already; wait for the decision of the conference.',
  },
  CONFERENCE_ITEM: {
    status: 422,
    exit: 6,
    zh: '“{id}”不是该会议可以列入的议题：须是由本召集单位办理、尚未决定的议题。',
    en: '“{id}” cannot be put on this agenda: it must be an undecided question that this desk convenes.',
  },
  COORDINATION_TWICE: {
    status: 409,
    exit: 6,
    zh: '“{body}”在这些日期已是协同单位；请先结束原来的，或改用其他日期。',
    en: '“{body}” is a coordinating body on those days already; end that one first, or choose other days.',
  },
  COORDINATION_ENDED: {
    status: 409,
    exit: 6,
    zh: '“{body}”的协同已于 {day} 结束；要改结束日期，请先恢复再结束。',
    en: 'The help of “{body}” was ended on {day} already; to change the day, take that back first.',
  },
  COORDINATION_OVER: {
    status: 422,
    exit: 6,
    zh: '“{body}”的协同到 {day} 为止；结束日期不能更晚。',
    en: 'The help of “{body}” lasts until {day} only; it cannot be ended later.',
  },
  COORDINATION_GOES_ON: {
    status: 409,
    exit: 6,
    zh: '“{body}”的协同没有被结束，无需恢复。',
    en: 'The help of “{body}” was not ended, so there is nothing to take back.',
  },
  COORDINATION_RESPONSIBLE: {
    status: 422,
    exit: 6,
    zh: '“{body}”是该社会组织的责任主体，不能同时是协同单位；请选择另一主体。',
    en: '“{body}” is the responsible body and cannot be a coordinating one beside itself; choose another body.',
  },
} as const
