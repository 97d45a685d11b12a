/** The floor plan as one table: which room may import which. Everything is an error; nothing is a warning. */
const MAY_IMPORT = {
  domain: [],
  planner: ['domain'],
  contract: ['domain'],
  store: ['domain'],
  work: ['domain', 'planner', 'store'],
  api: ['domain', 'contract', 'work'],
  web: ['domain', 'contract'],
}

const oneWay = Object.entries(MAY_IMPORT).map(([room, open]) => ({
  name: `${room}-imports-only-${open.join('-') || 'itself'}`,
  severity: 'error',
  from: { path: `^src/${room}/`, pathNot: '\\.test\\.tsx?$' },
  to: { path: '^src/', pathNot: [room, ...open].map((name) => `^src/${name}/`) },
}))

module.exports = {
  forbidden: [
    ...oneWay,
    { name: 'no-circles', severity: 'error', from: {}, to: { circular: true } },
    {
      name: 'pure-rooms-do-no-io',
      severity: 'error',
      from: { path: '^src/(domain|planner)/', pathNot: '\\.test\\.ts$' },
      to: { dependencyTypes: ['core', 'npm', 'npm-dev', 'npm-optional', 'npm-no-pkg', 'unknown'] },
    },
    {
      name: 'pages-do-not-import-pages',
      severity: 'error',
      from: { path: '^src/web/([^/]+)/', pathNot: '^src/web/shared/' },
      to: { path: '^src/web/([^/]+)/', pathNot: ['^src/web/$1/', '^src/web/shared/'] },
    },
    {
      name: 'shared-does-not-import-pages',
      severity: 'error',
      from: { path: '^src/web/shared/' },
      to: { path: '^src/web/', pathNot: '^src/web/shared/' },
    },
    {
      name: 'not-resolved',
      severity: 'error',
      from: { path: '^src/' },
      to: { couldNotResolve: true, pathNot: '\\.css$' },
    },
  ],
  options: {
    tsConfig: { fileName: 'tsconfig.json' },
    tsPreCompilationDeps: true,
    doNotFollow: { path: 'node_modules' },
    includeOnly: '^src/|^node_modules/|^[a-z]+$',
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['import', 'default', 'node'],
      extensions: ['.ts', '.tsx', '.js', '.mjs', '.json', '.css'],
    },
  },
}
