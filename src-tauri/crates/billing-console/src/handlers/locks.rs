//! The passphrase of the cover. Its Argon2 hash lies in the keychain; the passphrase lies nowhere.

use crate::commands::*;
use crate::console::blocking;
use crate::{CommandError, Console, Context};
use argon2::Argon2;
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use billing_domain::secrets::Keeping;
use billing_domain::{BillingError, ErrorCode};

const NAME: &str = "console/cover";
const LETTERS_MIN: usize = 6;

/// Whether there is a passphrase.
pub async fn lock_view(context: Context, _: Nothing) -> Result<LockView, CommandError> {
    blocking(move || {
        let passphrase = !matches!(kept(&context), Ok(None));
        Ok(LockView { passphrase, session_only: session_only(context.tenancy.secrets.keeping()) })
    })
    .await
}

/// Chooses a passphrase or takes it away; the present one is asked for first.
pub async fn lock_set(context: Context, input: LockSet) -> Result<LockView, CommandError> {
    blocking(move || {
        let secrets = &context.tenancy.secrets;
        check(&context, &input.present)?;
        if input.passphrase.is_empty() {
            secrets.forget(NAME)?;
            context.settings.change(|settings| settings.cover_kept = false)?;
            return Ok(LockView { passphrase: false, session_only: None });
        }
        if input.passphrase.chars().count() < LETTERS_MIN {
            let message = format!("A passphrase has at least {LETTERS_MIN} letters.");
            return Err(BillingError::invalid(message).into());
        }
        let salt = SaltString::generate(&mut OsRng);
        let hash = Argon2::default().hash_password(input.passphrase.as_bytes(), &salt);
        let hash = hash.map_err(|_| BillingError::internal("The passphrase could not be hashed."))?;
        let kept = secrets.keep(NAME, &hash.to_string())?;
        context.settings.change(|settings| settings.cover_kept = kept == Keeping::Keychain)?;
        Ok(LockView { passphrase: true, session_only: session_only(kept) })
    })
    .await
}

/// Lifts the cover, or says that the passphrase is another.
pub async fn lock_try(context: Context, input: LockTry) -> Result<Nothing, CommandError> {
    blocking(move || {
        check(&context, &input.passphrase)?;
        Ok(Nothing {})
    })
    .await
}

/// The hash. A keychain that cannot be read is an error only where one was put into it: on a machine without a keychain
/// nobody is kept out by a passphrase that never was.
fn kept(console: &Console) -> Result<Option<String>, BillingError> {
    match console.tenancy.secrets.read(NAME) {
        Err(_) if !console.settings.get().cover_kept => Ok(None),
        read => read,
    }
}

fn check(console: &Console, typed: &str) -> Result<(), BillingError> {
    let Some(kept) = kept(console)? else { return Ok(()) };
    let right = PasswordHash::new(&kept)
        .is_ok_and(|hash| Argon2::default().verify_password(typed.as_bytes(), &hash).is_ok());
    if right {
        return Ok(());
    }
    Err(BillingError::new(ErrorCode::PermissionDenied, "That is not the passphrase."))
}

fn session_only(keeping: Keeping) -> Option<String> {
    match keeping {
        Keeping::Keychain => None,
        Keeping::SessionOnly(why) => Some(why),
    }
}
