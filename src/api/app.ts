import { randomUUID } from 'node:crypto'
import fastifyCookie from '@fastify/cookie'
import fastifyHelmet from '@fastify/helmet'
import fastifyMultipart from '@fastify/multipart'
import fastifyRateLimit from '@fastify/rate-limit'
import fastifySwagger from '@fastify/swagger'
import Fastify, { LogController, type FastifyInstance } from 'fastify'
import { CONTRACT_VERSION } from '../contract/route.ts'
import { Refusal } from '../domain/refusal.ts'
import { openBatchOffice, sweepUploads } from '../work/batch-office.ts'
import { takeBatches } from '../work/batch-run.ts'
import { watchCases } from '../work/watch.ts'
import type { Desk } from '../work/desk.ts'
import { openJobOffice } from '../work/job-office.ts'
import { sendDigests } from '../work/digest.ts'
import type { MailRoom } from '../work/mail-room.ts'
import { closePlanOffice, openPlanOffice } from '../work/plan-office.ts'
import { sweepReminders } from '../work/reminder.ts'
import { calendarHandlers } from './calendar-routes.ts'
import { caseHandlers } from './case-routes.ts'
import { documentHandlers } from './document-routes.ts'
import { entryHandlers } from './entry-routes.ts'
import { duplicateHandlers } from './duplicate-routes.ts'
import { draftHandlers } from './draft-routes.ts'
import { evaluationHandlers } from './evaluation-routes.ts'
import { gateHandlers } from './gate-routes.ts'
import { registrationHandlers } from './registration-routes.ts'
import { annualReportHandlers } from './annual-report-routes.ts'
import { censusHandlers } from './census-routes.ts'
import type { Handlers, House } from './handlers.ts'
import { importHandlers, UPLOAD_LIMITS } from './import-routes.ts'
import { noticeHandlers } from './notice-routes.ts'
import { SWAGGER } from './openapi.ts'
import { flowHandlers } from './flow-routes.ts'
import { passesHandlers } from './passes-routes.ts'
import { lifeHandlers } from './life-routes.ts'
import { organizationEntryHandlers } from './organization-entry-routes.ts'
import { conferenceHandlers, lineHandlers } from './line-routes.ts'
import { liaisonHandlers } from './liaison-routes.ts'
import { listHandlers } from './list-routes.ts'
import { paperHandlers } from './paper-routes.ts'
import { planHandlers } from './plan-routes.ts'
import { faultOf, tellError } from './problem.ts'
import { analysisHandlers, organizationHandlers, placeHandlers } from './register-routes.ts'
import { isApiPath, registerRoutes } from './register.ts'
import { gradeHandlers } from './grade-routes.ts'
import { systemHandlers } from './system-routes.ts'
import { sessionHandlers } from './session-routes.ts'
import { compileValidator } from './validate.ts'
import { registerWeb } from './web.ts'

export type AppOptions = Pick<Desk, 'db' | 'packs'> & {
  /** The folder of the built pages; without it only the API answers. */
  readonly webRoot?: string | undefined
  /** Whether the sign-in page offers the demo accounts of an instance that holds the demo city. */
  readonly demo: boolean
  /** Requests a minute of another system that has no number of its own. */
  readonly systemRate?: number | undefined
  /** Uploaded files lie below it. */
  readonly dataDir: string
  /** Where log lines (JSON) go; nowhere if absent. */
  readonly log?: { readonly write: (line: string) => void } | undefined
  /** Makes a session of the server itself, which does the work that outlives requests; without it such work waits. */
  readonly system?: (() => Promise<string>) | undefined
  /** The proxy that ends TLS, whose X-Forwarded headers are believed, e.g. "loopback". */
  readonly trustProxy?: string | undefined
  /** Where mail leaves; without it none is sent. */
  readonly mail?: MailRoom | undefined
}

/** Ten requests a second, where neither the system nor the instance has a number. */
const SYSTEM_RATE = 600
const SWEEP_EVERY = 3_600_000
const REQUEST_LIMIT = 300_000
/** What a start may wait for a busy database. */
const START_LIMIT = 60_000

/** The server, ready to listen or to be asked by a test. Closing it ends the work beside its requests. */
export async function buildApp(options: AppOptions): Promise<FastifyInstance> {
  const app = Fastify({
    logger: options.log === undefined ? false : { level: 'info', stream: options.log, base: null },
    logController: new LogController({ disableRequestLogging: true }),
    exposeHeadRoutes: false,
    forceCloseConnections: true,
    requestTimeout: REQUEST_LIMIT,
    pluginTimeout: START_LIMIT,
    trustProxy: options.trustProxy ?? false,
  })
  const told = (error: unknown) => app.log.error({ fault: faultOf(error), beside: true })
  const jobs = openJobOffice({
    db: options.db,
    packs: options.packs,
    openSession: sessionOf(options),
    now: Date.now,
    told,
  })
  const house: House = {
    db: options.db,
    packs: options.packs,
    demo: options.demo,
    systemRate: options.systemRate ?? SYSTEM_RATE,
    batches: openBatchOffice(options.dataDir, jobs),
    plans: openPlanOffice(told),
    jobs,
    mail: options.mail ?? null,
  }
  await registerPlugins(app)
  app.setErrorHandler(tellError)
  registerRoutes(app, house, handlersOf(house))
  app.get('/api/openapi.json', () => app.swagger())
  await registerWeb(app, options.webRoot)
  keepHouse(app, house, told)
  if (options.system !== undefined) app.addHook('onReady', () => beginJobs(house))
  return app
}

function handlersOf(house: House): Handlers {
  return {
    ...sessionHandlers(house),
    ...systemHandlers(house),
    ...placeHandlers,
    ...organizationHandlers,
    ...analysisHandlers,
    ...importHandlers(house),
    ...planHandlers(house),
    ...caseHandlers,
    ...gateHandlers,
    ...gradeHandlers,
    ...registrationHandlers,
    ...evaluationHandlers,
    ...documentHandlers,
    ...paperHandlers,
    ...entryHandlers,
    ...organizationEntryHandlers,
    ...listHandlers,
    ...lifeHandlers,
    ...duplicateHandlers,
    ...flowHandlers,
    ...passesHandlers,
    ...draftHandlers,
    ...annualReportHandlers,
    ...censusHandlers,
    ...noticeHandlers(house),
    ...calendarHandlers,
    ...lineHandlers,
    ...conferenceHandlers,
    ...liaisonHandlers,
  }
}

async function registerPlugins(app: FastifyInstance): Promise<void> {
  app.setValidatorCompiler(compileValidator)
  readJson(app)
  app.addHook('onRequest', async (request, reply) => {
    if (isApiPath(request)) void reply.headers({ 'cache-control': 'no-store', 'trefoil-contract': CONTRACT_VERSION })
  })
  await app.register(fastifyHelmet, HEADERS)
  await app.register(fastifyCookie)
  await app.register(fastifyMultipart, { limits: UPLOAD_LIMITS })
  await app.register(fastifyRateLimit, {
    global: false,
    errorResponseBuilder: (_request, { ttl }) => new Refusal('TOO_MANY_TRIES', { seconds: Math.ceil(ttl / 1000) }),
  })
  await app.register(fastifySwagger, SWAGGER)
  app.addHook('onResponse', async (request, reply) => {
    const { method, routeOptions } = request
    const ms = Math.round(reply.elapsedTime)
    app.log.info({ method, route: routeOptions.url ?? null, status: reply.statusCode, ms })
  })
}

/** A write without a body may say that it is JSON. */
function readJson(app: FastifyInstance): void {
  const parse = app.getDefaultJsonParser('error', 'error')
  app.removeAllContentTypeParsers()
  app.addContentTypeParser('application/json', { parseAs: 'string' }, (request, body, done) => {
    if (body === '') done(null, undefined)
    else void parse(request, String(body), done)
  })
}

/** No outside source of anything; styles inline because the component library writes them at run time. */
const HEADERS = {
  contentSecurityPolicy: {
    useDefaults: false,
    directives: {
      defaultSrc: ["'self'"],
      styleSrc: ["'self'", "'unsafe-inline'"],
      imgSrc: ["'self'", 'data:'],
      objectSrc: ["'none'"],
      baseUri: ["'none'"],
      formAction: ["'self'"],
      frameAncestors: ["'none'"],
    },
  },
  referrerPolicy: { policy: 'no-referrer' },
  strictTransportSecurity: { maxAge: 31_536_000, includeSubDomains: false },
} as const

function sessionOf({ system }: AppOptions): () => Promise<string> {
  return system ?? (() => Promise.reject(new Error('This server has no session of its own.')))
}

/** What runs beside the requests from the first moment on, and by the clock. */
async function beginJobs({ jobs, batches, mail }: House): Promise<void> {
  await jobs.start()
  await takeBatches(batches)
  await jobs.every('caseClocks', '7 * * * *', (desk) => watchCases(desk, randomUUID))
  await jobs.every('reminders', '12 * * * *', (desk) => sweepReminders({ ...desk, key: randomUUID() }))
  await jobs.every('digests', '*/10 * * * *', (desk) => sendDigests(desk, mail))
}

/** Old uploads are swept at the start and every hour; solvers end with the server. */
function keepHouse(app: FastifyInstance, house: House, told: (error: unknown) => void): void {
  const sweep = () => void sweepUploads(house.batches, Date.now()).catch(told)
  const timer = setInterval(sweep, SWEEP_EVERY).unref()
  sweep()
  app.addHook('preClose', async () => {
    clearInterval(timer)
    await house.jobs.close()
    await closePlanOffice(house.plans)
  })
}
