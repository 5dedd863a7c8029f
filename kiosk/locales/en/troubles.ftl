# Why the server is away, why nothing is saved, why an edit does not count.

away-not-yet = It is being looked for
away-no-such-name = The address { $address } is not known in this network: check the network, or the address with an organiser
away-refused = Nothing answers at { $address }: the server may not be running, ask an organiser
away-unreachable = { $address } cannot be reached: check that this device is in the venue’s network
away-timed-out = { $address } does not answer: check that this device is in the venue’s network
away-web-page = The network here answers with a web page instead of the server: sign in to the wifi on another device or ask an organiser
away-other-status = What answers at { $address } is not a Campboard server, or another version of it (status { $status }): check the address with an organiser
away-not-a-server = What answers at { $address } is not a Campboard server: check the address with an organiser
away-bad-address = { $address } is not the address of a server: it looks like hall.example:7750
away-lost = The connection was lost
away-too-slow = The connection was too slow for what was to be sent, and was closed to begin again
away-stopped = This kiosk is stopping

ended-version = The server and this kiosk are of different versions: update the older one
ended-wrong-event = The server at this address has another event: check the address with an organiser
ended-unknown-device = The server does not know this kiosk: ask an organiser for a join link
ended-revoked = This kiosk was removed from the event: ask an organiser
ended-invite-used = This join link was used by another device already: ask an organiser for a new one
ended-invite-unknown = The server does not know this join link: ask an organiser for a new one
ended-unproven = The server could not prove who it is: ask an organiser
ended-uncertified = What answers is not a server of this event: ask an organiser, and do not give it a join link
ended-violation = The server and this kiosk did not understand one another: update both
ended-silence = The server has not been heard of for a while
ended-replaced = Another connection took the place of this one
ended-full = The server has no room for another device: ask an organiser
ended-stopping = The server was stopped
ended-not-joined = This kiosk has not joined an event: give it a join link
ended-unknown = The server ended the connection for a reason that this version does not know ({ $code }): update this kiosk

unsaved-opening = The saved board is still being checked: try again in a moment
unsaved-disk-full = The disk of this kiosk is full: free some space, and editing goes on by itself
unsaved-write-protected = The disk of this kiosk cannot be written: check who owns the data folder and how the disk is mounted; editing goes on by itself
unsaved-in-use = Another Campboard has this kiosk’s data: close it, or give this one a data folder of its own (--data)
unsaved-too-new = The data of this kiosk was written by a newer version: update this program
unsaved-damaged = The data of this kiosk is damaged: what is whole is being rescued
unsaved-disk-fails = The disk of this kiosk does not work as it should: restart the device; if that does not help, use another
unsaved-moved-aside = The data of this kiosk could not be read and was moved to { $to }: ask an organiser for a new join link. A board that is shown here is the last one known
unsaved-gone = The data of this kiosk is gone: the last board is shown; ask an organiser for a new join link
unsaved-unusable = The data of this kiosk cannot be used: give it another data folder and a new join link
unsaved-other-event = This kiosk belongs to another event ({ $event }): use another data folder for the new one
unsaved-too-busy = This kiosk cannot keep up with its disk: the last edit was not taken, wait a little and do it again
unsaved-stopped = This kiosk is stopping: the edit was not taken
unsaved-no-folder = The data folder { $path } cannot be made: choose another with --data
unsaved-no-thread = This device has no room for another thread: close other programs

lost-role = This device may not change that: ask an organiser
lost-malformed = It was damaged on the way: do it again
lost-limit = It was too large: do it in parts
lost-signature = Its signature is wrong: do it again
lost-actor = It was made in another device’s name: do it again
lost-sequence = It contradicts an earlier edit of the same device: do it again
lost-unknown = The server has a reason that this version does not know ({ $code }): update this kiosk
lost-not-again = It was built on an edit that does not count: look at the board, and do it again if it is still wanted
