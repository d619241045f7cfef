//! The window in front of a person, and the words of a journey: open, press, type, read.

use std::panic::AssertUnwindSafe;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use futures::FutureExt;
use thirtyfour::prelude::*;

use super::driver::Service;
use super::home::program;
use super::row::Row;
use super::wait::until;
use super::{Home, locate};

/// So many times the usual deadline, for work over a network.
const LATER: usize = 6;

/// The program, started on a home.
pub struct App {
    home: Home,
    arguments: Vec<String>,
    window: WebDriver,
    // Dropped last: it ends what the window left behind.
    _service: Service,
}

/// Tells one story in a window on `home`. When the story fails, the last picture is kept.
pub async fn journey(home: Home, arguments: &[&str], story: impl AsyncFnOnce(&mut App)) {
    let mut app = App::start(home, arguments).await;
    let told = AssertUnwindSafe(story(&mut app)).catch_unwind().await;
    if told.is_err() {
        app.keep_picture().await;
    }
    app.close().await;
    if let Err(failure) = told {
        std::panic::resume_unwind(failure);
    }
}

impl App {
    async fn start(home: Home, arguments: &[&str]) -> Self {
        let service = Service::start(&home).await;
        let window = service.open_window(arguments).await;
        let arguments = arguments.iter().map(ToString::to_string).collect();
        Self { home, arguments, window, _service: service }
    }

    async fn close(self) -> Home {
        // Closing ends the program; a failure here is caught by the service's end.
        let _ = self.window.quit().await;
        self.home
    }

    /// Ends the program and starts it again on the same home.
    pub async fn restart(&mut self) {
        let _ = self.window.clone().quit().await;
        self._service = Service::start(&self.home).await;
        let arguments: Vec<&str> = self.arguments.iter().map(String::as_str).collect();
        self.window = self._service.open_window(&arguments).await;
    }

    /// Starts the program a second time on the same home: it hands over what it was asked to open, and ends.
    pub async fn start_again(&self, arguments: &[&str]) {
        let mut second = Command::new(program("COUNTERFOIL_BIN"))
            .args(arguments)
            .envs(self.home.environment())
            .stdin(Stdio::null())
            .spawn()
            .expect("a second start");
        let ended = until(async || second.try_wait().ok().flatten()).await;
        if ended.is_none() {
            // It became a window of its own, which nobody closes but us.
            let _ = second.kill();
            panic!("the second start did not hand over to the first");
        }
    }

    pub fn home(&self) -> &Home {
        &self.home
    }

    /// Goes to a screen by its name in the sidebar and waits until it is there.
    pub async fn open(&self, screen: &str) {
        self.settled().await;
        self.click_at(&locate::screen_link(screen), screen).await;
        self.find(&locate::heading(screen), &format!("the screen {screen}")).await;
    }

    /// Presses a button, link, tab or entry by its name; in the dialog, when one is open.
    pub async fn press(&self, name: &str) {
        self.settled().await;
        let front = format!("{}{}", locate::dialog(), &locate::pressable(name)[1..]);
        let anywhere = format!("/{}", locate::pressable(name));
        let found = until(async || {
            let place = if self.shows(&locate::dialog()).await { &front } else { &anywhere };
            let button = self.window.find(By::XPath(place.as_str())).await.ok()?;
            button.click().await.ok()
        });
        if found.await.is_none() {
            panic!("{name} could not be pressed. {}", self.screen().await);
        }
    }

    /// Opens a chip's menu and takes an entry of it.
    pub async fn choose(&self, chip: &str, entry: &str) {
        self.settled().await;
        self.click_at(&locate::chip(chip), chip).await;
        self.click_at(&locate::menu_entry(entry), entry).await;
    }

    /// Replaces what stands in a field.
    pub async fn fill(&self, label: &str, text: &str) {
        let field = self.find(&format!("/{}", locate::field(label)), &format!("the field {label}")).await;
        field.clear().await.unwrap_or_else(|error| panic!("{label} could not be cleared: {error}"));
        field.send_keys(text).await.unwrap_or_else(|error| panic!("{label} took no text: {error}"));
    }

    /// Opens the row that has a cell with this text.
    pub async fn open_row(&self, text: &str) {
        self.settled().await;
        self.row(text).await.click().await;
    }

    /// The row that has a cell with this text.
    pub async fn row(&self, text: &str) -> Row {
        let element = self.find(&format!("/{}", locate::row(text)), &format!("a row of {text}")).await;
        Row { element }
    }

    /// Waits until the row of `name` reads `text` somewhere.
    pub async fn row_says(&self, name: &str, text: &str) {
        let place = format!("/{}", locate::row(name));
        let mut last = String::new();
        let said = until(async || {
            let row = self.window.find(By::XPath(place.as_str())).await.ok()?;
            last = row.text().await.ok()?;
            last.contains(text).then_some(())
        });
        if said.await.is_none() {
            panic!("the row of {name} does not say {text:?} but {last:?}. {}", self.screen().await);
        }
    }

    /// Waits until no row has a cell with this text.
    pub async fn row_is_gone(&self, text: &str) {
        let place = format!("/{}", locate::row(text));
        if until(async || (!self.shows(&place).await).then_some(())).await.is_none() {
            panic!("there is still a row of {text}. {}", self.screen().await);
        }
    }

    /// Waits until nothing is read any more, and faces and charts are drawn: what is still coming moves the rest,
    /// and a click would miss.
    pub async fn settled(&self) {
        let still = "await document.fonts.ready; \
            await new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn))); \
            return !document.querySelector('[aria-busy=true], [role=application]:not(:has(svg))')";
        if until(async || (self.ask(still).await == true).then_some(())).await.is_none() {
            panic!("the window does not come to rest. {}", self.screen().await);
        }
    }

    /// Waits until a person can read `text` somewhere.
    pub async fn sees(&self, text: &str) {
        if until(async || self.text().await.contains(text).then_some(())).await.is_none() {
            panic!("{text:?} is not to be seen. {}", self.screen().await);
        }
    }

    /// As [`App::find`], for what takes a while: looked for again as long as it is worth waiting for.
    pub async fn find_later(&self, place: &str, what: &str) -> WebElement {
        for _ in 0..LATER {
            if let Some(element) = until(async || self.window.find(By::XPath(place)).await.ok()).await {
                return element;
            }
        }
        panic!("{what} is not there. {}", self.screen().await)
    }

    /// Everything a person can read now.
    pub async fn text(&self) -> String {
        match self.window.find(By::Tag("body")).await {
            Ok(body) => body.text().await.unwrap_or_default(),
            Err(_) => String::new(),
        }
    }

    /// The title of the window.
    pub async fn title(&self) -> String {
        self.window.title().await.unwrap_or_default()
    }

    /// The first element at an XPath, waited for.
    pub async fn find(&self, place: &str, what: &str) -> WebElement {
        match until(async || self.window.find(By::XPath(place)).await.ok()).await {
            Some(element) => element,
            None => panic!("{what} is not there. {}", self.screen().await),
        }
    }

    /// What a script of ours answers: for things that have no text, such as the pixels of a page.
    pub async fn ask(&self, script: &str) -> serde_json::Value {
        let answer = self.window.execute(script, Vec::new()).await;
        answer.unwrap_or_else(|error| panic!("{script}: {error}")).json().clone()
    }

    /// Keeps what the window shows, once it has stopped changing: a page is drawn in parts, after it has said
    /// that it is ready.
    pub async fn picture(&self, file: &Path) {
        let (mut png, mut same) = (Vec::new(), 0);
        while same < 3 {
            let now = self.window.screenshot_as_png().await.expect("a picture of the window");
            same = if now == png { same + 1 } else { 0 };
            png = now;
        }
        std::fs::create_dir_all(file.parent().unwrap_or(file)).expect("a folder for pictures");
        std::fs::write(file, png).expect("a picture on disk");
    }

    async fn click_at(&self, place: &str, what: &str) {
        let clicked = until(async || self.window.find(By::XPath(place)).await.ok()?.click().await.ok());
        if clicked.await.is_none() {
            panic!("{what} could not be clicked. {}", self.screen().await);
        }
    }

    async fn shows(&self, place: &str) -> bool {
        self.window.find(By::XPath(place)).await.is_ok()
    }

    /// For the message of a failure.
    async fn screen(&self) -> String {
        let text: String = self.text().await.chars().take(2_000).collect();
        format!("The window shows:\n{text}")
    }

    async fn keep_picture(&self) {
        let test = std::thread::current().name().unwrap_or("journey").replace("::", "-");
        let file = pictures().join(format!("{test}.png"));
        // Never panics: it must not hide the failure that it illustrates.
        let Ok(png) = self.window.screenshot_as_png().await else {
            return eprintln!("there is no last picture: the window did not give one");
        };
        match std::fs::create_dir_all(pictures()).and_then(|()| std::fs::write(&file, png)) {
            Ok(()) => eprintln!("the last picture is {}", file.display()),
            Err(error) => eprintln!("the last picture could not be kept: {error}"),
        }
    }
}

/// Beside the other things that cargo builds.
fn pictures() -> PathBuf {
    let tests = Path::new(env!("CARGO_MANIFEST_DIR"));
    let target = std::env::var_os("CARGO_TARGET_DIR").map_or_else(|| tests.join("../target"), PathBuf::from);
    target.join("desktop-screens")
}
