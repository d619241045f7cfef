//! One row of a table.

use thirtyfour::WebElement;
use thirtyfour::prelude::*;

/// A row that the screen shows now. After a change the screen draws another: ask the [`super::App`] again.
pub struct Row {
    pub(super) element: WebElement,
}

impl Row {
    /// What a person reads in it.
    pub async fn text(&self) -> String {
        self.element.text().await.unwrap_or_default()
    }

    /// Opens the row itself.
    pub(super) async fn click(&self) {
        // WebKit takes no click on a row as such, only on what is drawn in it.
        let cell = self.element.find(By::Css("td:last-of-type")).await.expect("a cell in the row");
        cell.click().await.unwrap_or_else(|error| panic!("the row could not be clicked: {error}"));
    }
}
