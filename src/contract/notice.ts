import { Type } from 'typebox'
import { DayShape, TextShape } from './common.ts'
import { route } from './route.ts'

const TextOrNull = Type.Union([Type.String(), Type.Null()])

const NoticeShape = Type.Object({
  id: Type.Integer(),
  day: DayShape,
  topic: Type.Union([
    Type.Literal('arrived'),
    Type.Literal('dueSoon'),
    Type.Literal('overdue'),
    Type.Literal('asked'),
    Type.Literal('named'),
  ]),
  text: TextShape,
  words: Type.Union([Type.String(), Type.Null()], { description: 'What the sender wrote beside.' }),
  isRead: Type.Boolean(),
  isSettled: Type.Boolean({ description: 'Nothing is left to be done of it.' }),
  opens: Type.Object({
    case: TextOrNull,
    kind: TextOrNull,
    state: TextOrNull,
    campaign: TextOrNull,
    overdue: Type.Boolean(),
  }),
})

export const listNotices = route({
  method: 'GET',
  path: '/api/notices',
  caller: 'reader',
  summary: 'My notices, newest first; `unread` is the length of the list of the unread.',
  query: Type.Object({
    box: Type.Optional(Type.Union([Type.Literal('unread'), Type.Literal('all')])),
    after: Type.Optional(Type.Integer({ minimum: 1 })),
    limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, default: 50 })),
  }),
  reply: Type.Object({
    unread: Type.Integer(),
    notices: Type.Array(NoticeShape),
    next: Type.Union([Type.Integer(), Type.Null()]),
  }),
})

export const getUnread = route({
  method: 'GET',
  path: '/api/notices/unread',
  caller: 'reader',
  summary: 'How many of my notices are unread.',
  reply: Type.Object({ unread: Type.Integer() }),
})

export const markRead = route({
  method: 'POST',
  path: '/api/notices/read',
  caller: 'reader',
  summary: 'Mark some of my notices as read, or all up to one; `read: false` takes it back.',
  body: Type.Object({
    ids: Type.Optional(Type.Array(Type.Integer({ minimum: 1 }), { maxItems: 5000 })),
    upTo: Type.Optional(Type.Integer({ minimum: 1 })),
    read: Type.Boolean(),
  }),
  reply: Type.Object({ unread: Type.Integer(), changed: Type.Array(Type.Integer()) }),
})

const CHOICE = {
  language: Type.Union([Type.Literal('zh'), Type.Literal('en')]),
  byMail: Type.Boolean(),
  rhythm: Type.Union([Type.Literal('daily'), Type.Literal('weekly')]),
  hour: Type.Integer({ minimum: 0, maximum: 23, description: 'By the clock of the city.' }),
  weekday: Type.Integer({ minimum: 0, maximum: 6, description: 'Monday is 0; for the weekly rhythm.' }),
}

export const getNoticeSettings = route({
  method: 'GET',
  path: '/api/notice-settings',
  caller: 'reader',
  summary: 'How I am reminded: in the application always, by mail where I chose it.',
  reply: Type.Object({
    ...CHOICE,
    address: TextOrNull,
    pendingAddress: Type.Union([Type.String(), Type.Null()], { description: 'Waits to be confirmed by its link.' }),
    isLinkSent: Type.Boolean({ description: 'Whether the letter with the link left.' }),
    isOffered: Type.Boolean({ description: 'Whether this instance sends mail at all.' }),
    last: Type.Union([
      Type.Object({
        day: DayShape,
        state: Type.String(),
        fault: TextOrNull,
        code: Type.Union([Type.Integer(), Type.Null()], { description: 'The number that the mail server gave.' }),
      }),
      Type.Null(),
    ]),
  }),
})

export const saveNoticeSettings = route({
  method: 'PUT',
  path: '/api/notice-settings',
  caller: 'reader',
  summary: 'Choose mail or none, its rhythm, hour and language.',
  body: Type.Object(CHOICE),
  status: 204,
})

export const setAddress = route({
  method: 'PUT',
  path: '/api/notice-settings/address',
  caller: 'reader',
  summary: 'Name a mail address; a link is sent to it, and it counts once the link was followed.',
  body: Type.Object({ address: Type.String({ minLength: 3, maxLength: 254 }) }),
  reply: Type.Object({ isSent: Type.Boolean() }),
})

export const dropAddress = route({
  method: 'DELETE',
  path: '/api/notice-settings/address',
  caller: 'reader',
  summary: 'Forget my mail address, which ends the mails.',
  status: 204,
})

const LINK = Type.Object({ token: Type.String({ minLength: 20, maxLength: 120 }) })

export const confirmByLink = route({
  method: 'POST',
  path: '/api/mail/confirm',
  caller: 'anyone',
  summary: 'Follow the link that confirms a mail address; needs no session.',
  body: LINK,
  reply: Type.Object({ isDone: Type.Boolean() }),
})

export const stopByLink = route({
  method: 'POST',
  path: '/api/mail/stop',
  caller: 'anyone',
  summary: 'Follow the link that ends the mails to one account; needs no session.',
  body: LINK,
  reply: Type.Object({ isDone: Type.Boolean() }),
})
