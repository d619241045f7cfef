//! Accounts of remote tenants: adding, connecting, and how the copy stands.

mod convert;

use super::accounts::row;
use super::payments::ask_about_the_unknown;
use super::syncs::begin_sync;
use super::tenant_tests::{credential_word, taken};
use crate::commands::*;
use crate::console::blocking;
use crate::tenancy::Kept;
use crate::{CommandError, Context};
use billing_domain::plans::Plans as _;
use billing_domain::tenants::Credential;
use billing_domain::{BillingError, ErrorCode};
use billing_service::accounts::{OpenAccount, credential_name};
use billing_service::tenant::sync::SyncOrder;
use billing_service::tenant::{OfflineBackend, Reached};
use chrono::TimeDelta;
use std::sync::Arc;

pub(super) use convert::{anomaly, head};

/// A copy older than this is brought up to date when its account is opened.
const FRESH: TimeDelta = TimeDelta::hours(1);

/// Makes the account of a tested tenant, keeps its credential, opens it and connects it.
pub async fn tenant_add(context: Context, input: TenantAdd) -> Result<AccountRow, CommandError> {
    let trial = taken(&context, &input.test, input.anyway)?;
    if trial.account.is_some() {
        return Err(BillingError::invalid("This test is of an account that is there already.").into());
    }
    let (adding, tested) = (Arc::clone(&context), Arc::clone(&trial));
    let added = blocking(move || {
        let now = adding.clock().now();
        let entry =
            adding.accounts().add_tenant(&input.name, &tested.facts, tested.connection.clone(), now)?;
        keep(&adding, &entry.id, &tested.credential);
        Ok(row(&adding, &adding.open(&entry.id)?))
    })
    .await?;
    context.tenancy.end_trial(&input.test);
    let account = context.account()?;
    // It is added whatever comes of this: what keeps it from its tenant is told where its connection is.
    match connect_with(&context, &account, &trial.credential).await {
        Ok(()) => drop(tokio::spawn(async move { first_words(&context, &account).await })),
        Err(error) => context.tenancy.note_link(&account.entry.id, |link| link.problem = Some(error)),
    }
    Ok(added)
}

/// Gives the open account the credential and the ways of a test, and connects it anew.
pub async fn tenant_change(context: Context, input: TenantChange) -> Result<TenantView, CommandError> {
    let trial = taken(&context, &input.test, input.anyway)?;
    let account = context.account()?;
    if trial.account.as_ref() != Some(&account.entry.id) {
        return Err(BillingError::invalid("This test is not of the open account.").into());
    }
    let (changing, tested, id) = (Arc::clone(&context), Arc::clone(&trial), account.entry.id.clone());
    blocking(move || {
        changing.accounts().change_connection(&id, tested.connection.clone())?;
        keep(&changing, &id, &tested.credential);
        Ok(())
    })
    .await?;
    context.tenancy.end_trial(&input.test);
    account.backend.note_sign_in(&trial.connection.address).await?;
    match connect_with(&context, &account, &trial.credential).await {
        Ok(()) => first_words(&context, &account).await,
        Err(error) => context.tenancy.note_link(&account.entry.id, |link| link.problem = Some(error)),
    }
    view(&context).await
}

/// Fetches the credential and connects the open account; then asks whether the tenant answers.
pub async fn tenant_connect(context: Context, _: Nothing) -> Result<TenantView, CommandError> {
    let account = context.account()?;
    tenant_of(&account)?;
    connect(&context, &account).await?;
    first_words(&context, &account).await;
    view(&context).await
}

/// Closes the connection. The copy stays readable, and the credential stays kept.
pub async fn tenant_disconnect(context: Context, _: Nothing) -> Result<TenantView, CommandError> {
    let account = context.account()?;
    context.tenancy.stop_runs();
    tenant_of(&account)?.connect(None);
    context.tenancy.note_link(&account.entry.id, |link| link.problem = None);
    view(&context).await
}

/// How the copy of the open account stands.
pub async fn tenant_status(context: Context, _: Nothing) -> Result<TenantView, CommandError> {
    view(&context).await
}

/// What is done once an account is open, beside the screens: a tenant is connected and, when its copy is old, synced;
/// a local book's charges without an end are asked about.
pub async fn after_opening(context: Context) {
    let Ok(account) = context.account() else { return };
    let Some(tenant) = &account.tenant else { return ask_about_the_unknown(context).await };
    // What this keeps from being done is done when the account is opened again.
    let _ = tenant.recover_outbox().await;
    // Why there is no connection stands in the link's notes, which the header and the Accounts screen tell.
    if connect(&context, &account).await.is_ok() {
        first_words(&context, &account).await;
    }
}

/// The tenant of an account, or the error for a local book.
pub(super) fn tenant_of(account: &OpenAccount) -> Result<&OfflineBackend, CommandError> {
    account.tenant.as_ref().ok_or_else(|| {
        let message = "This is a local book: there is no tenant behind it.";
        BillingError::new(ErrorCode::Unsupported, message).into()
    })
}

/// The credential that is kept for an account. The keychain is asked on a blocking thread.
pub(super) async fn kept_credential(
    context: &Context,
    account: &str,
) -> Result<Option<Credential>, CommandError> {
    let (asking, account) = (Arc::clone(context), account.to_owned());
    blocking(move || {
        let read = asking.tenancy.secrets.read(&credential_name(&account));
        let kept = match &read {
            Ok(Some(_)) => Kept::As(asking.tenancy.secrets.keeping()),
            Ok(None) => Kept::Missing,
            Err(error) => Kept::Unreadable(error.message.clone()),
        };
        asking.tenancy.note_link(&account, |link| match (&kept, &link.kept) {
            // What was kept for the session only stays so, whatever the keychain can do by now.
            (Kept::As(_), Some(Kept::As(_))) => {}
            _ => link.kept = Some(kept.clone()),
        });
        // The text is no part of the message: it would be the secret.
        let damaged = || {
            BillingError::new(
                ErrorCode::Unauthenticated,
                "What the keychain keeps for this account cannot be read. Enter the token or the certificate again.",
            )
        };
        let Some(text) = read? else { return Ok(None) };
        Ok(Some(serde_json::from_str(&text).map_err(|_| damaged())?))
    })
    .await
}

/// Keeps a credential; where it went, or why it could not be kept, stands in the link's notes.
fn keep(context: &Context, account: &str, credential: &Credential) {
    let kept = match serde_json::to_string(credential) {
        Ok(text) => match context.tenancy.secrets.keep(&credential_name(account), &text) {
            Ok(keeping) => Kept::As(keeping),
            Err(error) => Kept::Unreadable(error.message),
        },
        Err(_) => Kept::Unreadable("The credential cannot be written.".to_owned()),
    };
    context.tenancy.note_link(account, |link| link.kept = Some(kept));
}

/// Connects with what the keychain has. Sends nothing.
async fn connect(context: &Context, account: &OpenAccount) -> Result<(), CommandError> {
    let id = &account.entry.id;
    context.tenancy.note_link(id, |link| link.connecting = true);
    let connected = match kept_credential(context, id).await {
        Ok(Some(credential)) => connect_with(context, account, &credential).await,
        Ok(None) => Err(BillingError::new(
            ErrorCode::Unauthenticated,
            "No credential is kept for this account. Enter the token or the certificate again.",
        )
        .into()),
        Err(error) => Err(error),
    };
    context.tenancy.note_link(id, |link| {
        link.connecting = false;
        link.problem = connected.as_ref().err().cloned();
    });
    connected
}

/// Hands the account a client, unless another account has been opened meanwhile or the switch was turned.
async fn connect_with(
    context: &Context,
    account: &OpenAccount,
    credential: &Credential,
) -> Result<(), CommandError> {
    super::settings::refuse_air_gapped(context)?;
    let tenant = tenant_of(account)?;
    let connector = context.connector()?;
    let (connecting, id, credential) = (Arc::clone(context), account.entry.id.clone(), credential.clone());
    let word = credential_word(&credential);
    let client = blocking(move || {
        let entry = connecting.accounts().list()?.into_iter().find(|entry| entry.id == id);
        let connection = entry.and_then(|entry| entry.connection).unwrap_or_default();
        Ok(connector.connect(&connection, &credential)?)
    })
    .await?;
    let still_open = context.opened().is_some_and(|open| open.entry.id == account.entry.id);
    if still_open && !context.is_air_gapped() {
        tenant.connect(Some(client));
        context.tenancy.note_link(&account.entry.id, |link| {
            link.credential = Some(word);
            link.problem = None;
        });
    }
    Ok(())
}

/// The first call of a new connection: a quiet sync when the copy is old and that is wished for, else one small question.
/// What goes wrong is told by the link and by the sync.
async fn first_words(context: &Context, account: &OpenAccount) {
    let Some(tenant) = &account.tenant else { return };
    let Ok(status) = tenant.status().await else { return };
    if status.reached == Reached::NotConnected {
        return;
    }
    let old = status.as_of.is_none_or(|as_of| as_of + FRESH < account.backend.now());
    if old && context.settings.get().sync_when_opened {
        let _ = begin_sync(context, account, SyncOrder::default(), true).await;
    } else {
        let _ = tenant.current_plan().await;
    }
}

async fn view(context: &Context) -> Result<TenantView, CommandError> {
    let account = context.account()?;
    let tenant = tenant_of(&account)?;
    let status = tenant.status().await?;
    let restatements = account.backend.read(billing_service::usage::open_restatements).await?;
    let link = context.tenancy.link(&account.entry.id);
    let head = head(context, &account, &status);
    let secrets = Arc::clone(&context.tenancy.secrets);
    // Nobody has looked for the credential yet: where it would go is all there is to say.
    let kept = match link.kept.clone() {
        Some(kept) => kept,
        None => blocking(move || Ok(Kept::As(secrets.keeping()))).await?,
    };
    Ok(convert::view(&account, head, status, &link, kept, restatements))
}
