/** What the list of cases can be narrowed and sorted by; part of its address, so that a view can be shared. */
export const CASE_STATES = ['waiting', 'acting', 'held', 'asking', 'ended', 'settled'] as const
export const CASE_SORTS = ['overdue', 'oldest', 'name'] as const

export type CaseListSearch = {
  readonly search?: string
  readonly state?: (typeof CASE_STATES)[number]
  readonly reason?: string
  readonly sort?: (typeof CASE_SORTS)[number]
}
