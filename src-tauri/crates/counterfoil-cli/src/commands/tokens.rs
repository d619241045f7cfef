//! `tokens`: making tokens of the public API.

use super::blocking;
use crate::arguments::TokensCommand;
use crate::failure::Failure;
use crate::output;
use billing_domain::{BillingError, ErrorCode};
use billing_server::{Token, TokenDigest};
use serde_json::json;
use std::fs::{File, OpenOptions};
use std::io::{ErrorKind, Write};
use std::path::Path;

pub async fn run(what: TokensCommand, json: bool) -> Result<(), Failure> {
    let TokensCommand::Create { name, role, expires, tenant, file } = what;
    let secret = Token::new_secret()?;
    let token = Token { name, digest: TokenDigest::of(&secret)?, role, tenant, expires_at: expires };
    let told = json!({
        "token": secret, "name": token.name, "role": token.role.as_str(), "tenant": token.tenant,
        "expires_at": token.expires_at,
    });
    blocking(move || add(&file, &token)).await?;
    if json {
        output::json(&told);
    } else {
        println!("{secret}");
        eprintln!("This is the only time that the token is shown; the file holds its digest.");
    }
    Ok(())
}

/// The new file takes the old one's place at once, so that no reader sees half of it.
fn add(file: &Path, token: &Token) -> Result<(), BillingError> {
    let no_access = |error: std::io::Error| {
        let message = format!("The token file {} cannot be used: {error}.", file.display());
        BillingError::new(ErrorCode::Unavailable, message)
    };
    let before = match std::fs::read_to_string(file) {
        Ok(text) => text,
        Err(error) if error.kind() == ErrorKind::NotFound => String::new(),
        Err(error) => return Err(no_access(error)),
    };
    let text = Token::add_to_file(&before, token)?;
    let mut beside = file.as_os_str().to_owned();
    beside.push(format!(".{}", std::process::id()));
    let beside = Path::new(&beside);
    let written = private(beside).and_then(|mut new| {
        new.write_all(text.as_bytes())?;
        new.sync_all()?;
        std::fs::rename(beside, file)
    });
    written.map_err(|error| {
        // What could not be finished is not left behind; that it may not be there is fine.
        let _ = std::fs::remove_file(beside);
        no_access(error)
    })
}

/// A new file that only its owner reads.
fn private(file: &Path) -> std::io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(file)
}
