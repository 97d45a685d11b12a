import { Type } from 'typebox'
import { TextShape, LineShape } from './common.ts'
import { route } from './route.ts'

export const AccountShape = Type.Object({
  login: Type.String(),
  title: TextShape,
  demo: Type.Boolean(),
  roles: Type.Array(Type.String()),
  mayWrite: Type.Boolean(),
  today: Type.String(),
  synthetic: Type.Boolean(),
  grants: Type.Array(
    Type.Object({
      role: Type.String(),
      placeCode: Type.Union([Type.String(), Type.Null()]),
      placeName: Type.Union([Type.String(), Type.Null()]),
      lines: Type.Union([Type.Array(LineShape), Type.Null()]),
    }),
    { description: 'Why I can see this: each grant in words.' },
  ),
  menu: Type.Object({
    organizations: Type.Integer(),
    gaps: Type.Integer({ description: 'Organizations of the scope without an accepted body.' }),
    cases: Type.Integer({ description: 'Cases that wait at a desk of the caller.' }),
    panels: Type.Union([Type.Integer(), Type.Null()], {
      description: 'Evaluations that wait for the caller as an expert; null for whoever is none.',
    }),
  }),
})

export const signIn = route({
  method: 'POST',
  path: '/api/session',
  caller: 'anyone',
  summary: 'Sign in; the session is an HttpOnly cookie.',
  body: Type.Object({
    login: Type.String({ minLength: 1, maxLength: 60 }),
    password: Type.String({ minLength: 1, maxLength: 200 }),
  }),
  reply: AccountShape,
})

export const signOut = route({
  method: 'DELETE',
  path: '/api/session',
  caller: 'reader',
  summary: 'Sign out: this session ends at once.',
  status: 204,
})

export const whoAmI = route({
  method: 'GET',
  path: '/api/session',
  caller: 'reader',
  summary: 'Who is signed in, with which roles and scope.',
  reply: AccountShape,
})

export const demoAccounts = route({
  method: 'GET',
  path: '/api/demo-accounts',
  caller: 'anyone',
  summary: 'The accounts of the demo city; empty in any other instance.',
  reply: Type.Object({
    accounts: Type.Array(Type.Object({ login: Type.String(), title: TextShape })),
    password: Type.Union([Type.String(), Type.Null()]),
  }),
})
