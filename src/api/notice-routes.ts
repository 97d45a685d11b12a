import {
  confirmByLink,
  dropAddress,
  getNoticeSettings,
  getUnread,
  listNotices,
  markRead,
  saveNoticeSettings,
  setAddress,
  stopByLink,
} from '../work/notice.ts'
import type { Handlers, House } from './handlers.ts'

type Names =
  | 'listNotices'
  | 'getUnread'
  | 'markRead'
  | 'getNoticeSettings'
  | 'saveNoticeSettings'
  | 'setAddress'
  | 'dropAddress'
  | 'confirmByLink'
  | 'stopByLink'

export function noticeHandlers(house: House): Pick<Handlers, Names> {
  return {
    listNotices: ({ desk, query }) => listNotices(desk, query),
    getUnread: ({ desk }) => getUnread(desk),
    markRead: ({ desk, body }) => markRead(desk, body),
    getNoticeSettings: ({ desk }) => getNoticeSettings(desk, house.mail),
    saveNoticeSettings: ({ desk, body }) => saveNoticeSettings(desk, house.mail, body),
    setAddress: ({ desk, body }) => setAddress(desk, house.mail, body.address),
    dropAddress: ({ desk }) => dropAddress(desk),
    confirmByLink: ({ body }) => confirmByLink(house, body.token),
    stopByLink: ({ body }) => stopByLink(house, body.token),
  }
}
