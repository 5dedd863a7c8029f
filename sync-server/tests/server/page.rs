//! The page of devices: who sees it, and what is done on it.

use super::{Kiosk, NOW, Server};
use shared::{
    roster::{Idle, Role},
    sync::{Device, Goodbye},
};
use sync_server::{Answer, Request};

impl Server {
    /// The path of a new link.
    async fn sign_in_link(&self) -> String {
        let Some(Answer::SignIn { link }) = self.ask(Request::SignIn).await else {
            panic!("no link")
        };
        let (host, path) = link.0.strip_prefix("http://").unwrap().split_once('/').unwrap();
        assert_eq!(host, self.address.to_string());
        format!("/{path}")
    }

    async fn post(&self, path: &str, cookie: &str, form: &str) -> String {
        let length = form.len();
        self.http(&format!(
            "POST {path} HTTP/1.1\r\nHost: hall\r\nOrigin: http://hall\r\nConnection: close\r\nCookie: {cookie}\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {length}\r\n\r\n{form}"
        ))
        .await
    }

    async fn devices(&self, cookie: &str) -> String {
        let host = "Host: hall\r\nConnection: close";
        self.http(&format!("GET /devices HTTP/1.1\r\n{host}\r\nCookie: {cookie}\r\n\r\n")).await
    }

    /// Uses a link up; the cookie as it goes back.
    async fn enter(&self, link: &str) -> Result<String, String> {
        let secret = link.strip_prefix("/sign-in/").unwrap();
        let answer = self.post("/sign-in", "", &format!("link={secret}")).await;
        let set = answer.lines().find_map(|line| line.strip_prefix("set-cookie: "));
        let set = set.map(str::to_owned).ok_or(answer)?;
        assert!(set.contains("HttpOnly") && set.contains("SameSite=Strict"), "{set}");
        Ok(set.split(';').next().unwrap().to_owned())
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_link_signs_in_once_and_looking_at_it_uses_nothing_up() {
    let server = Server::start().await;
    assert!(server.devices("").await.starts_with("HTTP/1.1 401"));
    assert!(server.devices("campboard=0000").await.starts_with("HTTP/1.1 401"));
    let link = server.sign_in_link().await;
    for _ in 0..2 {
        let page = server.get(&link).await;
        assert!(page.starts_with("HTTP/1.1 200") && page.contains("<form"), "{page}");
        assert!(page.contains("referrer-policy: strict-origin"), "a form names its site: {page}");
        assert!(page.contains("default-src 'none'") && !page.contains("<script"), "{page}");
    }
    let cookie = server.enter(&link).await.unwrap();
    let again = server.enter(&link).await.unwrap_err();
    assert!(again.starts_with("HTTP/1.1 403") && again.contains("was used"), "{again}");
    let page = server.devices(&cookie).await;
    assert!(page.starts_with("HTTP/1.1 200") && page.contains("LocalGovCamp"), "{page}");
    assert!(page.contains("<html lang=\"en\">") && page.contains("This server"), "{page}");
    let welsh = format!("{cookie}\r\nAccept-Language: cy-GB, en;q=0.5");
    let page = server.devices(&welsh).await;
    assert!(page.contains("<html lang=\"cy\">") && page.contains("Y gweinydd hwn"), "{page}");
    assert!(!page.contains("This server") && page.contains("vary: Accept-Language"), "{page}");
    let foreign =
        "Host: hall\r\nOrigin: http://evil.example\r\nConnection: close\r\nContent-Length: 0";
    let request = format!("POST /sign-out HTTP/1.1\r\n{foreign}\r\nCookie: {cookie}\r\n\r\n");
    assert!(server.http(&request).await.starts_with("HTTP/1.1 400"));
    server.post("/sign-out", &cookie, "").await;
    assert!(server.devices(&cookie).await.starts_with("HTTP/1.1 401"));
}

#[tokio::test(flavor = "multi_thread")]
async fn on_the_page_a_device_is_named_told_what_to_show_and_shown_out() {
    let server = Server::start().await;
    let cookie = server.enter(&server.sign_in_link().await).await.unwrap();
    let mut kiosk = Kiosk::join(&server, server.invite().await).await;
    kiosk.up_to_date().await;
    let me = kiosk.device.replica().id();
    let say = |act: &str, rest: &str| format!("device={me}&act={act}&{rest}");

    let out = server.post("/devices", "", &say("name", "text=Stolen")).await;
    assert!(out.starts_with("HTTP/1.1 401"), "{out}");
    for form in [
        say("name", "text=%3Cb%3EFoyer+tablet"),
        say("place", "text=By+the+door"),
        say("idle", "text=large-wall"),
        say("message", "text=Please+close+the+door&minutes=15"),
    ] {
        let told = server.post("/devices", &cookie, &form).await;
        assert!(told.starts_with("HTTP/1.1 303"), "{told}");
    }
    let heard = |device: &mut Device| {
        let roster = device.replica().roster();
        let text = roster.message(&me).map(|message| message.text.as_str());
        roster.device_label(&me) == Some("<b>Foyer tablet")
            && roster.place(&me) == Some("By the door")
            && roster.idle(&me) == Idle::LargeWall
            && text == Some("Please close the door")
    };
    kiosk.until(heard).await;
    let page = server.devices(&cookie).await;
    assert!(page.contains("&lt;b&gt;Foyer tablet") && !page.contains("<b>"), "{page}");
    assert!(page.contains("“Please close the door”"), "{page}");

    // Only a box that is ticked shows it out, and then at once: no time has to pass.
    let told = server.post("/devices", &cookie, &say("revoke", "")).await;
    assert!(told.starts_with("HTTP/1.1 400"), "{told}");
    assert_eq!(kiosk.device.replica().role(), Some(Role::Volunteer));
    server.post("/devices", &cookie, &say("revoke", "sure=yes")).await;
    kiosk.until(|device| device.status(NOW).goodbye == Some(Goodbye::Revoked)).await;
    let Some(Answer::Wall { page }) = server.ask(Request::Wall).await else { panic!("no wall") };
    assert_eq!(page.servers.len(), 1, "{:?}", page.servers);
    assert!(page.devices.iter().all(|device| device.device != me.to_string()));
}

#[tokio::test(flavor = "multi_thread")]
async fn those_who_look_after_the_board_hear_of_backups() {
    let server = Server::start().await;
    let mut kiosk = Kiosk::join(&server, server.invite().await).await;
    kiosk.up_to_date().await;
    let told = |device: &Device| device.server_safety().cloned();
    kiosk.until(|device| told(device).is_some()).await;
    let before = told(&kiosk.device).unwrap();
    assert_eq!((before.newest_ms, before.told.backups.len()), (None, 0));
    assert!(before.told.free_bytes.is_some() && before.told.trouble.is_none());
    let Some(Answer::BackedUp { file }) = server.ask(Request::BackUp).await else {
        panic!("no backup")
    };
    kiosk.until(|device| told(device).is_some_and(|now| !now.told.backups.is_empty())).await;
    let after = told(&kiosk.device).unwrap();
    assert!(after.newest_ms.is_some_and(|at_ms| !after.is_old(at_ms + 60_000)));
    let bytes = std::fs::metadata(file).unwrap().len();
    assert_eq!(after.told.backups.first().map(|backup| backup.bytes), Some(bytes));
}
