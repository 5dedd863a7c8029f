# Pitching a session, and the slip code that comes back to it.

pitch-title = Pitch a session
pitch-field-title = Title
pitch-field-line = One line about it
pitch-field-host = Host’s name, as it is shown
pitch-field-name = Your name, as it is shown
pitch-name-promise = Shown with your session on these screens, kept apart from the programme, and erased in one act after the event: ask an organiser
pitch-by-host = I pitch it
pitch-by-other = Pitch it for me
pitch-put-up = Just put it up
pitch-wishes = { $n ->
    [0] Wishes: room, time, projector
    [one] 1 wish
   *[other] { $n } wishes
}
pitch-go = Pitch it
pitch-saving = Saving…
pitch-cancel = Cancel: throw away what is typed
pitch-have-slip = I have a slip code
pitch-viewer = This device shows the board and cannot take pitches. Pitch at a kiosk, or ask a volunteer
pitch-not-saved = Nothing can be pitched here now: this device cannot save it. Pitch at another kiosk, or tell a volunteer
pitch-wrong-title = A title is needed: a few words are enough
pitch-wrong-name = A name is needed, so that you can be called. Without one, choose “Just put it up”
pitch-wrong-name-join = Type your name first, then join
pitch-failed-not-saved = It could not be saved on this device. Nothing that you typed is lost: try again, or tell a volunteer
pitch-failed-busy = This device has too much to do. Nothing that you typed is lost: try again in a moment
pitch-offer = A pitch was being typed here
pitch-offer-go-on = Go on with your pitch
pitch-offer-away = Throw it away
pitch-alike = { $n ->
    [one] Another pitch talks about this: join it?
   *[other] { $n } others talk about this: join one of them?
}
pitch-alike-one = { $title } · { $hosts }
pitch-join = Join
pitch-join-spoken = Join “{ $title }” as a host
pitch-joined = You are a host of “{ $title }”
pitch-joined-how = Your name stands beside the others’. A volunteer can take it off again
pitch-joined-read = Read about it
pitch-done = Saved. Your pitch is on the shelf, and on every screen soon
pitch-number = Your number
pitch-number-n = { $n }
pitch-code = Your slip code
pitch-code-spoken = Your slip code: { $code }
pitch-code-why = With it you edit or withdraw your pitch at any kiosk. Write it down or take a photo: it is shown only now
pitch-code-scan = Keep your slip code: point your phone’s camera here
pitch-code-qr = Your slip code as a code for your phone
pitch-noted = I have it: to the board
pitch-another = Pitch another
pitch-scribe = Scribe
pitch-scribe-title = Write down pitches
pitch-scribe-go = Next pitch
pitch-latest = The latest
pitch-written = { $n } · { $title }{ $name ->
    [none] {""}
   *[other] {" "}· { $name }
} · slip code { $code }
pitch-unwritten = Not saved: “{ $title }”. { $why }
pitch-back-to-form = Put it back into the form

slip-title = Your pitch
slip-code = Slip code
slip-hint = On your slip, such as KX4-T9RM. Capitals and the dash do not matter
slip-find = Find my pitch
slip-mistyped = Mistyped: a letter is wrong, or two are swapped. Look at your slip again
slip-unknown = No pitch with this code has reached this kiosk. Try the kiosk at which you pitched, or ask a volunteer
slip-hidden = A volunteer has hidden this pitch. Ask an organiser
slip-saved = Saved
