//! `demo`: the demo tenant's book.

use super::blocking;
use crate::book::BookArgument;
use crate::failure::Failure;
use crate::output;
use serde_json::json;

pub async fn run(book: BookArgument, json: bool) -> Result<(), Failure> {
    let folder = book.book.clone();
    blocking(move || billing_service::demo::create(&folder)).await?;
    if json {
        output::json(&json!({ "book": book.book, "tenant": billing_service::demo::TENANT }));
    } else {
        println!("The demo tenant is in {}.", book.book.display());
    }
    Ok(())
}
