//! Testing a connection step by step, before a tenant is added and afterwards.

use crate::commands::*;
use crate::console::blocking;
use crate::tenancy::Trial;
use crate::{CommandError, Context};
use billing_domain::tenants::{
    AddressFacts, Credential, StepOutcome, StepReport, TenantConnection, TestStep,
};
use billing_domain::{BillingError, ErrorCode};
use billing_service::accounts::AccountEntry;
use std::sync::Arc;

/// Files with certificates are small; a larger one is something else.
const LARGEST_FILE: u64 = 1_000_000;

/// What a pasted address means.
pub async fn tenant_address_read(
    context: Context,
    input: TenantAddressQuery,
) -> Result<TenantAddressView, CommandError> {
    let AddressFacts { base, tenant } = context.connector()?.read_address(&input.pasted)?;
    Ok(TenantAddressView { base, tenant })
}

/// Begins a test; the answer names it.
pub async fn tenant_test_start(
    context: Context,
    input: TenantTestStart,
) -> Result<TenantTestView, CommandError> {
    super::settings::refuse_air_gapped(&context)?;
    let connector = context.connector()?;
    let entry = input.account.as_deref().map(|id| entry_of(&context, id)).transpose()?;
    let kept = entry.as_ref().and_then(|entry| entry.connection.clone()).unwrap_or_default();
    let pasted = if entry.is_some() { &kept.address } else { &input.address };
    let facts = connector.read_address(pasted)?;
    let credential = credential(&context, entry.as_ref(), input.credential).await?;
    let custom_ca = match given(input.custom_ca) {
        Some(path) => Some(read_file(path).await.and_then(|bytes| text_of(&bytes))?),
        None => kept.custom_ca,
    };
    // An empty proxy takes that of the account away.
    let proxy = if input.proxy.is_some() { given(input.proxy) } else { kept.proxy };
    let connection = TenantConnection { address: facts.base.clone(), custom_ca, proxy };
    let trial = Trial::begin(entry.map(|entry| entry.id), facts, connection, credential, connector);
    context.tenancy.keep_trial(Arc::clone(&trial));
    Ok(view(&trial))
}

/// How far a test is.
pub async fn tenant_test_status(context: Context, input: JobRef) -> Result<TenantTestView, CommandError> {
    Ok(view(&*context.tenancy.trial(&input.job)?))
}

/// Puts a test away, and what it was made with.
pub async fn tenant_test_end(context: Context, input: JobRef) -> Result<Nothing, CommandError> {
    context.tenancy.end_trial(&input.job);
    Ok(Nothing {})
}

/// A test that is over and good enough to take its connection.
pub(super) fn taken(context: &Context, job: &str, anyway: bool) -> Result<Arc<Trial>, CommandError> {
    let trial = context.tenancy.trial(job)?;
    if !trial.is_over() {
        return Err(BillingError::refused("The connection test is under way. Wait for its end.").into());
    }
    if trial.has_failed() && !anyway {
        let message = "The connection test failed. Put right what it names and test again, or add it anyway.";
        return Err(BillingError::refused(message).into());
    }
    Ok(trial)
}

pub(super) const fn credential_word(credential: &Credential) -> &'static str {
    match credential {
        Credential::Token { .. } => "token",
        Credential::Certificate { .. } => "certificate",
    }
}

fn entry_of(context: &Context, id: &str) -> Result<AccountEntry, CommandError> {
    let found = context.accounts().list()?.into_iter().find(|entry| entry.id == id);
    let found = found.filter(|entry| entry.connection.is_some());
    found.ok_or_else(|| BillingError::not_found("There is no account of a tenant with that name.").into())
}

async fn credential(
    context: &Context,
    entry: Option<&AccountEntry>,
    input: CredentialInput,
) -> Result<Credential, CommandError> {
    let connector = context.connector()?;
    match input {
        CredentialInput::Token { token } => Ok(connector.read_token(&token)?),
        CredentialInput::Certificate { path, password } => {
            let bytes = read_file(path).await?;
            blocking(move || Ok(connector.read_certificate(&bytes, &password)?)).await
        }
        CredentialInput::Tested { job } => Ok(context.tenancy.trial(&job)?.credential.clone()),
        CredentialInput::Kept {} => {
            let account = entry.map(|entry| entry.id.clone());
            let account =
                account.ok_or_else(|| BillingError::invalid("A new tenant has no credential yet."))?;
            let missing = "No credential is kept for this account. Enter the token or the certificate again.";
            let kept = super::tenants::kept_credential(context, &account).await?;
            kept.ok_or_else(|| BillingError::new(ErrorCode::Unauthenticated, missing).into())
        }
    }
}

fn given(text: Option<String>) -> Option<String> {
    text.map(|text| text.trim().to_owned()).filter(|text| !text.is_empty())
}

async fn read_file(path: String) -> Result<Vec<u8>, CommandError> {
    blocking(move || {
        let path = std::path::PathBuf::from(path.trim());
        let cannot = |error: std::io::Error| {
            BillingError::not_found(format!("{} cannot be read: {error}.", path.display()))
        };
        if std::fs::metadata(&path).map_err(cannot)?.len() > LARGEST_FILE {
            let message = format!("{} is too large for a file of certificates.", path.display());
            return Err(BillingError::invalid(message).into());
        }
        Ok(std::fs::read(&path).map_err(cannot)?)
    })
    .await
}

fn text_of(bytes: &[u8]) -> Result<String, CommandError> {
    let text = std::str::from_utf8(bytes).ok().filter(|text| text.contains("-----BEGIN CERTIFICATE-----"));
    let message = "The file of certificates to trust is not PEM: it must hold BEGIN CERTIFICATE blocks.";
    text.map(str::to_owned).ok_or_else(|| BillingError::invalid(message).into())
}

fn view(trial: &Trial) -> TenantTestView {
    let (ended, over) = trial.so_far();
    let step = |(at, step): (usize, TestStep)| match ended.iter().find(|report| report.step == step) {
        Some(report) => ended_step(report),
        None => TestStepView {
            step: step_code(step),
            state: match () {
                () if over => TestStepState::Skipped,
                () if at == ended.len() => TestStepState::Running,
                () => TestStepState::Waiting,
            },
            message: String::new(),
            finding: None,
            parts: Vec::new(),
            code: None,
            request_id: None,
            millis: None,
        },
    };
    let warned = ended.iter().any(|report| matches!(report.outcome, StepOutcome::Warning(_)));
    TenantTestView {
        job: trial.id.clone(),
        tenant: trial.facts.tenant.clone(),
        address: trial.facts.base.clone(),
        credential: credential_word(&trial.credential).to_owned(),
        verdict: match () {
            () if !over => TestVerdict::Running,
            () if trial.has_failed() => TestVerdict::Failed,
            () if warned => TestVerdict::Warning,
            () => TestVerdict::Passed,
        },
        steps: TestStep::ALL.into_iter().enumerate().map(step).collect(),
    }
}

fn ended_step(report: &StepReport) -> TestStepView {
    let (state, found) = match &report.outcome {
        StepOutcome::Passed(found) => (TestStepState::Passed, Ok(found)),
        StepOutcome::Warning(known) => (TestStepState::Warning, Ok(known)),
        StepOutcome::Failed(error) => (TestStepState::Failed, Err(error)),
        StepOutcome::Skipped(why) => (TestStepState::Skipped, Ok(why)),
    };
    let error = found.err();
    TestStepView {
        step: step_code(report.step),
        state,
        message: found.map_or_else(|error| error.message.clone(), ToString::to_string),
        finding: found.ok().map(|found| found.code.as_str().to_owned()),
        parts: found.map_or_else(|_| Vec::new(), |found| found.parts.clone()),
        code: error.map(|error| error.code.to_string()),
        request_id: error.and_then(|error| error.request_id.clone()),
        millis: Some(u32::try_from(report.millis).unwrap_or(u32::MAX)),
    }
}

const fn step_code(step: TestStep) -> TestStepCode {
    match step {
        TestStep::Dns => TestStepCode::Dns,
        TestStep::Connect => TestStepCode::Connect,
        TestStep::Tls => TestStepCode::Tls,
        TestStep::Authentication => TestStepCode::Authentication,
        TestStep::Permission => TestStepCode::Permission,
        TestStep::Clock => TestStepCode::Clock,
    }
}
