import { ask, type Reply } from './ask.ts'
import type { ReturnForm } from './use-return-form.ts'
import { useSubmission, type Submission } from './use-submission.ts'

type Receipt = Reply<'POST /api/returns/:id/submission'>

/** Saves what is typed, hands the return in, and empties the draft once there is a receipt. */
export function useReturnSubmission(form: ReturnForm): Omit<Submission<never, Receipt>, 'submit'> & {
  readonly submit: () => Promise<Receipt | undefined>
} {
  const { id } = form.view
  const { submit, ...rest } = useSubmission(async (_of: string, key: string) => {
    const seen = await form.handOver()
    const receipt = await ask('POST /api/returns/:id/submission', { params: { id }, body: { seen }, key })
    await form.draft.discard().catch(() => undefined)
    return receipt
  })
  return { ...rest, submit: () => submit(id) }
}
