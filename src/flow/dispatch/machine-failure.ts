const DISK = new Set(['ENOSPC', 'EDQUOT', 'EROFS', 'EIO', 'EMFILE', 'ENFILE', 'EACCES', 'EPERM'])

// SQLSTATE classes: 08 connection, 53 resources, 57 operator intervention, 58 system. And the socket's own codes.
const DATABASE = /^(?:08|53|57|58)[0-9A-Z]{3}$|^E(?:CONN|PIPE|TIMEDOUT|HOST|NET)/

/** Disk full, database gone: not the fault of the act at hand, and the next one would meet it. The run stops and nothing is marked. */
export function isMachineFailure(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  const code = 'code' in error && typeof error.code === 'string' ? error.code : ''
  return (
    DISK.has(code) ||
    DATABASE.test(code) ||
    /Connection terminated|timeout exceeded when trying to connect/i.test(error.message)
  )
}

/** Two transactions crossed: running this one again is right. */
export function isCrossed(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '40P01' || error.code === '40001')
}
