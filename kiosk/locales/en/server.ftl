# The server: this device as the server, following another one, the board by hand.

info-server = The server: make this kiosk the server, carry the board
serve-title = The server
serve-locked = Unlock editing first: the server is for organisers and volunteers
serve-make = Make this kiosk the server
serve-connected = A server is connected now; this is only for when it is gone
serve-make-about = Every kiosk holds the whole board. If the server is gone, this kiosk can take its place: the others find it and go on there. Nothing is lost if the old server comes back
serve-words = The 24 words
serve-words-hint = Those of the root key, which were written down when the event was made, or those of a spare
serve-do = Make this the server
serve-get-ready = Prepare for later
serve-ready = This kiosk is ready: it can become the server without the 24 words
serve-now-ready = Done: from now on this kiosk can become the server without the 24 words
serve-starting = This kiosk is becoming the server
serve-starting-about = What it holds is checked and filled in. That takes some seconds
serve-on = { $n ->
    [0] This kiosk is the server: no other device is connected yet
    [one] This kiosk is the server: 1 other device is connected
   *[other] This kiosk is the server: { $n } other devices are connected
}
serve-on-about = It goes on after a restart. Leave it switched on and in the network
serve-address = Its address is { $address }
serve-link = Other kiosks look for it by themselves. If one does not find it, type this link there on its page “The server”. A new kiosk can join with it once
serve-code = The link to this server as a code
serve-stop = Stop being the server
serve-stop-about = What it holds stays here. The other kiosks look for another server and go on by themselves meanwhile
serve-follow = Another device is the server
serve-follow-link = Link to the server
serve-follow-hint = It stands on the screen of the device that is the server, and begins with campboard://
serve-follow-do = Look for it there
serve-followed = This kiosk looks for the server there
serve-not-role = Only a device of an organiser or a volunteer can be the server. Use another one
serve-not-words = This kiosk needs the 24 words of the root key, or of a spare, to become the server
serve-not-count = There are 24 words, but { $n ->
        [one] 1 was
       *[other] { $n } were
    } typed
serve-not-word = Word { $place }, “{ $word }”, is not one of the words that are used. Check its spelling
serve-not-mixed = These 24 words do not belong together. One is mistaken for another, or two are swapped
serve-not-other = These words are neither the root key of this event nor a spare of it
serve-not-saved = This kiosk could not write down what a server needs. Make room on its disk, then try again
serve-not-broken = What the server on this kiosk held cannot be read, and beginning anew did not help. Use another kiosk as the server
serve-not-port = The network gives this kiosk no place to listen. Connect it to the network, then try again
serve-not-ended = The server on this kiosk ended by a fault. What it held is on its disk: try again
serve-not-rehearses = This kiosk only rehearses that the server is gone: it is not. End the rehearsal first
carry-title = Carry the board
carry-away = Take the board along
carry-away-about = One file with everything: every session, name and edit. Any device of the event can take it in, however old it is. Keep it as you keep a list of names
carry-in = Take a carried board
carry-in-about = What the file holds and this kiosk lacks is added. Nothing is replaced, and nothing appears twice
carry-none = No carried board was found in the data folder, in Downloads, on the desktop or on a stick
carry-path-hint = The file ends in .campboard
carry-take = Take it
carry-going = { $done } of { $of } edits are packed
carry-coming = { $done } of { $of } edits are taken
