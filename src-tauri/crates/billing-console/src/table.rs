// The command table: name (Input) -> Output, what it reads, what it makes stale.
// This file holds the macro alone: the shell's build script includes it too, where the types are only tokens.

/// Hands every command to a callback macro: `callback! { name (Input) -> Output { reads: [..], stales: [..] } ... }`.
#[macro_export]
macro_rules! command_table {
    ($callback:ident) => {
        $callback! {
            accounts_list (Nothing) -> AccountsView { reads: [accounts], stales: [] }
            account_create (AccountCreate) -> AccountRow { reads: [], stales: [accounts, account] }
            account_add_demo (Nothing) -> AccountRow { reads: [], stales: [accounts, account] }
            account_open (AccountRef) -> AccountRow { reads: [], stales: [accounts, account] }
            account_remove (AccountRemove) -> AccountsView { reads: [], stales: [accounts, account] }
            header (Nothing) -> Header { reads: [accounts, account, usage, quotas, invoices, payment_methods, plans, tenant, settings, outbox], stales: [] }
            settings_view (Nothing) -> SettingsSheet { reads: [settings], stales: [] }
            settings_set (SettingsChange) -> SettingsSheet { reads: [], stales: [settings, tenant, sync, backups, quotas] }
            account_colour_set (AccountColour) -> AccountsView { reads: [], stales: [accounts] }
            account_from_copy (CopyOpen) -> AccountRow { reads: [], stales: [accounts, account] }
            backups_view (Nothing) -> BackupsView { reads: [account, settings, backups], stales: [] }
            backup_now (Nothing) -> BackupsView { reads: [], stales: [backups] }
            profile_view (Nothing) -> ProfileSheet { reads: [account, profile], stales: [] }
            profile_set (ProfileView) -> ProfileSheet { reads: [], stales: [profile, invoices] }
            lock_view (Nothing) -> LockView { reads: [lock], stales: [] }
            lock_set (LockSet) -> LockView { reads: [], stales: [lock] }
            lock_try (LockTry) -> Nothing { reads: [], stales: [] }
            find (FindQuery) -> FindView { reads: [account, accounts, invoices, quotas, usage], stales: [] }
            notices_take (Nothing) -> NoticesView { reads: [], stales: [] }
            desk_read (Nothing) -> DeskView { reads: [account, desk], stales: [] }
            desk_write (DeskWrite) -> Nothing { reads: [], stales: [] }
            tenant_address_read (TenantAddressQuery) -> TenantAddressView { reads: [], stales: [] }
            tenant_test_start (TenantTestStart) -> TenantTestView { reads: [], stales: [] }
            tenant_test_status (JobRef) -> TenantTestView { reads: [jobs], stales: [] }
            tenant_test_end (JobRef) -> Nothing { reads: [], stales: [] }
            tenant_add (TenantAdd) -> AccountRow { reads: [], stales: [accounts, account] }
            tenant_change (TenantChange) -> TenantView { reads: [], stales: [tenant, sync] }
            tenant_connect (Nothing) -> TenantView { reads: [], stales: [tenant, sync] }
            tenant_disconnect (Nothing) -> TenantView { reads: [], stales: [tenant, sync] }
            tenant_status (Nothing) -> TenantView { reads: [account, tenant, settings, outbox], stales: [] }
            sync_start (SyncStart) -> SyncView { reads: [], stales: [sync] }
            sync_status (Nothing) -> SyncView { reads: [account, sync], stales: [] }
            sync_pause (Nothing) -> SyncView { reads: [], stales: [sync] }
            sync_go_on (Nothing) -> SyncView { reads: [], stales: [sync] }
            sync_stop (Nothing) -> SyncView { reads: [], stales: [sync] }
            tenant_verify_start (SyncStart) -> VerifyView { reads: [], stales: [verify] }
            tenant_verify_status (Nothing) -> VerifyView { reads: [account, verify], stales: [] }
            tenant_verify_stop (Nothing) -> VerifyView { reads: [], stales: [verify] }
            outbox_view (Nothing) -> OutboxView { reads: [account, outbox], stales: [] }
            draft_write (DraftWrite) -> OutboxView { reads: [], stales: [outbox] }
            draft_check (IntentRef) -> DraftCheckView { reads: [], stales: [] }
            draft_send (DraftSend) -> OutboxView { reads: [], stales: [outbox, quotas, tenant] }
            draft_discard (IntentRef) -> OutboxView { reads: [], stales: [outbox] }
            change_read_back (IntentRef) -> OutboxView { reads: [], stales: [outbox, quotas, plans, payment_methods, tenant] }
            change_decide (ChangeDecide) -> OutboxView { reads: [], stales: [outbox, quotas, plans, payment_methods] }
            provider_invoice (InvoiceRef) -> ProviderInvoiceView { reads: [account, invoices, usage, prices], stales: [] }
            provider_pro_forma (ProFormaQuery) -> FileAnswer { reads: [], stales: [] }
            provider_document_verify (InvoiceRef) -> DocumentVerdict { reads: [], stales: [] }
            import_start (ImportStart) -> JobStatus { reads: [], stales: [] }
            job_status (JobRef) -> JobStatus { reads: [jobs], stales: [] }
            job_cancel (JobRef) -> JobStatus { reads: [], stales: [jobs] }
            export_file (ExportQuery) -> FileAnswer { reads: [], stales: [] }
            overview (OverviewQuery) -> OverviewView { reads: [account, usage, quotas, invoices, payment_methods, plans, prices], stales: [] }
            overview_chart (OverviewChartQuery) -> ChartView { reads: [account, usage, prices], stales: [] }
            usage_filters (Nothing) -> UsageFilters { reads: [account, usage], stales: [] }
            usage_view (UsageQuery) -> UsageView { reads: [account, usage, prices], stales: [] }
            usage_chart (UsageChartQuery) -> ChartView { reads: [account, usage, prices], stales: [] }
            usage_parts (UsagePartsQuery) -> UsagePartsView { reads: [account, usage, prices], stales: [] }
            usage_waterfall (UsageWaterfallQuery) -> UsageWaterfall { reads: [account, usage, prices], stales: [] }
            usage_hours (UsageHoursQuery) -> UsageHoursView { reads: [account, usage], stales: [] }
            usage_calendar (RangeQuery) -> UsageCalendar { reads: [account, usage], stales: [] }
            provider_costs (ProviderCostQuery) -> ProviderCosts { reads: [account, usage], stales: [] }
            quotas_view (Nothing) -> QuotasView { reads: [account, quotas, plans], stales: [] }
            quota_history (QuotaHistoryQuery) -> QuotaHistoryView { reads: [account, quotas, plans], stales: [] }
            quota_limit_set (QuotaLimitSet) -> QuotasView { reads: [], stales: [quotas, outbox] }
            quota_limit_remove (QuotaLimitRemove) -> QuotasView { reads: [], stales: [quotas, outbox] }
            quota_thresholds_set (QuotaThresholdsSet) -> EditDone { reads: [], stales: [quotas, audit] }
            invoices_view (InvoicesQuery) -> InvoicesView { reads: [account, invoices], stales: [] }
            invoice_marks (InvoiceRef) -> InvoiceMarks { reads: [account, invoices], stales: [] }
            invoice_reconcile (InvoiceReconcile) -> EditDone { reads: [], stales: [invoices, audit] }
            invoice_note_add (NoteAdd) -> EditDone { reads: [], stales: [invoices, audit] }
            invoice_note_change (NoteChange) -> EditDone { reads: [], stales: [invoices, audit] }
            invoice_note_delete (NoteRef) -> EditDone { reads: [], stales: [invoices, audit] }
            edit_undo (EditRef) -> EditDone { reads: [], stales: [invoices, quotas, audit] }
            edit_redo (EditRef) -> EditDone { reads: [], stales: [invoices, quotas, audit] }
            audit_view (AuditViewQuery) -> AuditView { reads: [account, audit, usage, quotas, invoices, payment_methods, plans, prices, tenant, outbox], stales: [] }
            audit_verify (Nothing) -> AuditCheckView { reads: [], stales: [audit] }
            invoices_sum (InvoiceNames) -> InvoicesSum { reads: [account, invoices], stales: [] }
            invoices_bundle (InvoicesBundle) -> FileAnswer { reads: [], stales: [] }
            invoice_ratings (InvoiceNames) -> InvoiceRatings { reads: [account, invoices, usage, prices], stales: [] }
            invoice_evidence (InvoiceRef) -> InvoiceEvidence { reads: [account, invoices, usage], stales: [] }
            invoice_compare (InvoiceRef) -> InvoiceComparison { reads: [account, invoices, usage, prices], stales: [] }
            invoice_pack (DisputePackQuery) -> FileAnswer { reads: [], stales: [] }
            invoice_detail (InvoiceRef) -> InvoiceDetail { reads: [account, invoices], stales: [] }
            invoice_pdf (InvoiceRef) -> PdfFile { reads: [account, invoices], stales: [] }
            invoice_receipt (ReceiptQuery) -> ReceiptView { reads: [account, invoices], stales: [] }
            invoice_rerate (InvoiceRef) -> RerateView { reads: [account, invoices, usage, prices], stales: [] }
            invoice_settle (InvoiceSettle) -> InvoiceDetail { reads: [], stales: [invoices] }
            invoice_cancel (InvoiceRef) -> InvoiceDetail { reads: [], stales: [invoices] }
            invoice_reissue (InvoiceRef) -> InvoiceDetail { reads: [], stales: [invoices] }
            invoice_credit (InvoiceCredit) -> InvoiceDetail { reads: [], stales: [invoices] }
            credit_note_pdf (CreditNoteRef) -> PdfFile { reads: [account, invoices], stales: [] }
            invoice_usage_difference (InvoiceRef) -> UsageDifferenceView { reads: [account, invoices, usage], stales: [] }
            invoice_correct (InvoiceCorrect) -> UsageDifferenceView { reads: [], stales: [invoices] }
            correction_withdraw (CorrectionRef) -> UsageDifferenceView { reads: [], stales: [invoices] }
            prices_view (PricesQuery) -> PricesView { reads: [account, prices, invoices], stales: [] }
            charge_checks (ChargeChecksQuery) -> ChargeChecksView { reads: [account, usage], stales: [] }
            charge_rehearsal (ChargeQuery) -> ChargeRehearsalView { reads: [account, invoices, payment_methods], stales: [] }
            invoice_charge (ChargeStart) -> InvoiceDetail { reads: [], stales: [invoices, payment_methods] }
            invoice_refund (RefundStart) -> InvoiceDetail { reads: [], stales: [invoices, payment_methods] }
            payments_resolve (InvoiceRef) -> InvoiceDetail { reads: [], stales: [invoices, payment_methods] }
            invoices_close_preview (CloseUntil) -> ClosePreview { reads: [account, invoices, usage, prices, plans], stales: [] }
            invoices_close (CloseUntil) -> ClosePreview { reads: [], stales: [invoices] }
            payment_methods_view (Nothing) -> PaymentMethodsView { reads: [account, payment_methods, invoices], stales: [] }
            payment_method_add (PaymentMethodAdd) -> PaymentMethodsView { reads: [], stales: [payment_methods, outbox] }
            payment_method_delete (PaymentMethodRef) -> PaymentMethodsView { reads: [], stales: [payment_methods, outbox] }
            payment_method_role_preview (RoleChange) -> RolePreview { reads: [account, payment_methods], stales: [] }
            payment_method_role_set (RoleChange) -> PaymentMethodsView { reads: [], stales: [payment_methods, outbox] }
            plans_view (Nothing) -> PlansView { reads: [account, plans], stales: [] }
            plan_limits (PlanRef) -> PlanLimitsView { reads: [account, plans, quotas], stales: [] }
            transition_start (TransitionStart) -> PlansView { reads: [], stales: [plans, payment_methods, quotas, invoices, outbox] }
            transition_decide (TransitionDecide) -> PlansView { reads: [], stales: [plans, payment_methods, quotas, invoices] }
            transition_cancel (TransitionCancel) -> PlansView { reads: [], stales: [plans, payment_methods] }
            book_back_up (Nothing) -> PlansView { reads: [], stales: [plans] }
            addon_subscribe (AddonRef) -> PlansView { reads: [], stales: [plans, outbox] }
            plan_preview (PlanPreviewQuery) -> BillPreviewView { reads: [], stales: [previews] }
            addon_preview (AddonPreviewQuery) -> BillPreviewView { reads: [], stales: [previews] }
            month_preview (Nothing) -> BillPreviewView { reads: [], stales: [previews] }
            invoice_previews (InvoiceRef) -> PreviewsView { reads: [account, invoices, usage, prices, plans, previews], stales: [] }
            what_if (WhatIfQuery) -> WhatIfView { reads: [account, invoices, usage, prices, plans, quotas], stales: [] }
            every_plan (EveryPlanQuery) -> EveryPlanView { reads: [account, invoices, usage, prices, plans], stales: [] }
            addon_unsubscribe (AddonRef) -> PlansView { reads: [], stales: [plans, outbox] }
        }
    };
}
