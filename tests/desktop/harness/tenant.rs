//! A tenant far away: the demo's book behind the public API of `counterfoil-cli serve`, which can go and come back.

use std::io::{BufRead, BufReader};
use std::process::{Child, Command, Stdio};

use super::Home;
use super::home::program;

/// A server of the public API on a book of its own.
pub struct Tenant {
    home: Home,
    process: Option<Child>,
    address: String,
}

impl Tenant {
    /// Serves the demo's book to whoever has the token.
    pub fn serve(token: &str) -> Self {
        let home = Home::demo();
        home.file("token", token);
        let mut tenant = Self { home, process: None, address: "127.0.0.1:0".to_owned() };
        tenant.start_again();
        tenant
    }

    /// Such as `http://127.0.0.1:40000`.
    pub fn address(&self) -> String {
        format!("http://{}", self.address)
    }

    /// The newest paid invoice: its number and its total in plain digits.
    pub fn paid_invoice(&self) -> (String, String) {
        let list = self.home.ask_demo(&["invoices", "list"]);
        let rows = list["rows"].as_array().expect("rows");
        let paid = rows.iter().find(|row| row["status"] == "paid").expect("a paid invoice");
        let text = |field: &str| paid[field].as_str().map(str::to_owned).expect("a text");
        (text("number"), text("total"))
    }

    /// It is gone.
    pub fn stop(&mut self) {
        if let Some(mut process) = self.process.take() {
            let _ = process.kill();
            let _ = process.wait();
        }
    }

    /// It is back at the same address.
    pub fn start_again(&mut self) {
        let mut process = Command::new(program("COUNTERFOIL_CLI"))
            .args(["serve", "--listen", &self.address, "--book"])
            .arg(self.home.demo_book())
            .arg("--token-file")
            .arg(self.home.path().join("token"))
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .spawn()
            .expect("the tenant's server");
        let mut line = String::new();
        let mut said = BufReader::new(process.stdout.take().expect("what the server says"));
        said.read_line(&mut line).expect("its first line");
        let address = line.trim().strip_prefix("listening on http://").expect("an address");
        self.address = address.to_owned();
        self.process = Some(process);
    }
}

impl Drop for Tenant {
    fn drop(&mut self) {
        self.stop();
    }
}
