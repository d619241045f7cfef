// Temporary form, until the generated file takes its place.
export interface Money { amount: string; currency: string }
export interface AccountRow { id: string; name: string; kind: string; tenant: string; path: string; size_bytes: string; open: boolean }
export interface Header {
  account: string; tenant: string; source: string; currency: string;
  period_start: string; period_end: string; data_as_of: string | null;
  quotas_over: number; invoices_overdue: number; accounts: number;
}
export interface Commands {
  header: { input: Record<string, never>; output: Header };
  accounts_list: { input: Record<string, never>; output: { accounts: AccountRow[] } };
  account_open: { input: { id: string }; output: Header };
}
export const COMMANDS: Record<keyof Commands, { reads: readonly string[]; stales: readonly string[] }> = {
  header: { reads: ['header'], stales: [] },
  accounts_list: { reads: ['accounts'], stales: [] },
  account_open: { reads: [], stales: ['header', 'accounts'] },
};
