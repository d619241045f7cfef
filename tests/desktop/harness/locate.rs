//! Where things are on the screen, found as a person would find them: by name, not by class.

/// A text as an XPath literal; XPath 1.0 has no escapes, so one kind of quote must do.
fn quoted(text: &str) -> String {
    if text.contains('"') { format!("'{text}'") } else { format!("\"{text}\"") }
}

/// The visible name, or the one that screen readers are told.
fn named(name: &str) -> String {
    let name = quoted(name);
    format!("(normalize-space(.)={name} or @aria-label={name} or .//*[normalize-space(.)={name}])")
}

/// A screen's entry in the sidebar.
pub fn screen_link(name: &str) -> String {
    format!("//nav//a[{}]", named(name))
}

/// The title of the screen.
pub fn heading(name: &str) -> String {
    format!("//main//h1[normalize-space(.)={}]", quoted(name))
}

/// Whatever can be pressed: a button, a link, a tab, an entry of a menu.
pub fn pressable(name: &str) -> String {
    let pressed = ["button", "a", "summary"].map(|tag| format!("self::{tag}"));
    let roles = ["button", "tab", "menuitem", "menuitemradio", "option", "radio"]
        .map(|role| format!("@role='{role}'"));
    format!(".//*[({}) and {}]", [pressed.to_vec(), roles.to_vec()].concat().join(" or "), named(name))
}

/// A chip that opens a menu of one choice: its label stands before the choice.
pub fn chip(label: &str) -> String {
    format!(
        "//button[@aria-haspopup='menu' and starts-with(normalize-space(.),{})]",
        quoted(&format!("{label} "))
    )
}

/// An entry of the menu that is open.
pub fn menu_entry(name: &str) -> String {
    format!("//*[@role='menu']//*[starts-with(@role,'menuitem') and {}]", named(name))
}

/// A field to type into or choose from, by its label.
pub fn field(label: &str) -> String {
    let label = quoted(label);
    let fields = "self::input or self::select or self::textarea";
    format!(
        ".//*[({fields}) and (@aria-label={label} or @placeholder={label} or \
         @id=//label[starts-with(normalize-space(.),{label})]/@for or \
         ancestor::label[starts-with(normalize-space(.),{label})])]"
    )
}

/// A row of a table that has a cell with this text.
pub fn row(text: &str) -> String {
    let text = quoted(text);
    format!(".//*[self::tr or @role='row'][.//*[normalize-space(.)={text}]]")
}

/// The dialog in front of everything.
pub fn dialog() -> String {
    "//*[@role='dialog' or @role='alertdialog']".into()
}
