//! What the console is set to, and the air-gapped switch.

use crate::commands::*;
use crate::console::blocking;
use crate::settings::Settings;
use crate::{CommandError, Console, Context};
use billing_domain::BillingError;
use std::sync::Arc;

/// What the console is set to, and what is usual.
pub async fn settings_view(context: Context, _: Nothing) -> Result<SettingsSheet, CommandError> {
    Ok(sheet(&context))
}

/// Sets some of it. Turning the air-gapped switch on ends everything that speaks to a tenant; turning it off connects
/// nothing by itself.
pub async fn settings_set(context: Context, input: SettingsChange) -> Result<SettingsSheet, CommandError> {
    input.check()?;
    let plans = input.backup.is_some();
    let changing = Arc::clone(&context);
    let before = context.is_air_gapped();
    blocking(move || {
        changing.settings.change(|settings| input.apply(settings))?;
        Ok(())
    })
    .await?;
    if let Some(open) = context.opened() {
        open.backend.set_usual_thresholds(context.settings.get().thresholds.into());
    }
    let now = context.is_air_gapped();
    if let Some(told) = context.tenancy.air_gap.as_ref().filter(|_| before != now) {
        told(now);
    }
    if now && !before {
        context.tenancy.stop_runs();
        context.tenancy.end_trials();
        if let Some(tenant) = context.opened().and_then(|open| open.tenant) {
            tenant.connect(None);
        }
    }
    if plans {
        // Whoever plans copies wants to see the first one, not to wait for the next minute.
        super::backups::copy_when_due(&context).await;
    }
    Ok(sheet(&context))
}

/// The error for whatever would open a socket while none may be opened.
pub(super) fn refuse_air_gapped(console: &Console) -> Result<(), CommandError> {
    if !console.is_air_gapped() {
        return Ok(());
    }
    let message = "The console is air-gapped: no socket is opened. Everything that was fetched can be read. Turn the \
                   switch off under Settings to reach the tenant.";
    Err(BillingError::refused(message).into())
}

fn sheet(console: &Console) -> SettingsSheet {
    SettingsSheet { now: (&console.settings.get()).into(), usual: (&Settings::default()).into() }
}
