//! The public API of one book: its backend, its tokens, its limits.

use super::ServeArgs;
use crate::book::BookArgument;
use crate::failure::Failure;
use axum::Router;
use axum::extract::Request;
use billing_domain::BillingError;
use billing_server::{Rate, ServerOptions, Tls, Token, app};
use billing_service::accounts::{Accounts, home_folder};
use chrono::Utc;
use std::path::Path;
use std::sync::Arc;

/// Who acts when somebody calls, for the trail of changes.
const ACTOR: &str = "public API";

/// What the public API answers itself; everything else is the console's.
const PLACES: [&str; 6] =
    ["/api/web/", "/api/data/", "/api/counterfoil/", "/no_auth/", "/healthz", "/openapi.json"];

/// The routes of the public API. Blocking: files are opened, and the demo may have to be made.
pub(super) fn open(arguments: &ServeArgs, tokens: &Path) -> Result<Router, Failure> {
    let text = read(tokens, "token file")?;
    let text = String::from_utf8(text).map_err(|_| BillingError::invalid("The token file is no text."))?;
    let tokens = Token::read_file(&text)?;
    let backend = book(arguments)?.open_existing_as(ACTOR)?;
    let account = backend.store().read(|book| book.account()).map_err(BillingError::from)?;
    let tenant = account.map_or_else(|| "local".to_owned(), |account| account.tenant);
    let mut options = ServerOptions::with_tokens(tenant, tokens);
    if options.tenant == billing_service::demo::TENANT {
        options.now = billing_service::demo::now;
    }
    options.today = Utc::now;
    options.limits.rate = Rate::per_second(arguments.rate);
    let backend = Arc::new(backend);
    options.extras = Some(backend.clone());
    Ok(app(backend, options))
}

fn book(arguments: &ServeArgs) -> Result<BookArgument, Failure> {
    if let Some(book) = &arguments.book {
        return Ok(BookArgument { book: book.clone() });
    }
    if !arguments.demo {
        return Err(Failure::arguments(
            "the public API serves one book: name it with --book, or take --demo",
        ));
    }
    let home = home_folder()
        .ok_or_else(|| BillingError::refused("There is no data folder: set COUNTERFOIL_HOME."))?;
    Ok(BookArgument { book: Accounts::new(home).add_demo()?.folder })
}

/// The server's certificate, when one was named.
pub(super) fn tls(arguments: &ServeArgs) -> Result<Option<Tls>, Failure> {
    let (Some(certificate), Some(key)) = (&arguments.tls_cert, &arguments.tls_key) else { return Ok(None) };
    let ca = arguments.client_ca.as_ref().map(|ca| read(ca, "client CA")).transpose()?;
    let tls = Tls::new(&read(certificate, "certificate")?, &read(key, "key")?, ca.as_deref());
    Ok(Some(tls?))
}

fn read(file: &Path, what: &str) -> Result<Vec<u8>, Failure> {
    std::fs::read(file)
        .map_err(|error| Failure::system(&format!("The {what} {} cannot be read", file.display()), &error))
}

/// Both on one socket: each path has one of them behind it.
pub(super) fn beside(api: Router, console: Router) -> Router {
    Router::new().fallback(move |request: Request| {
        let path = request.uri().path();
        let ours = PLACES.iter().any(|place| path.starts_with(place)) || path == "/api/web";
        let router = if ours { api.clone() } else { console.clone() };
        async move { tower::ServiceExt::oneshot(router, request).await }
    })
}
