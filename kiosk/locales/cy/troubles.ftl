# Pam y mae’r gweinydd i ffwrdd, pam nad oes dim wedi’i gadw, pam nad yw newid yn cyfrif.

away-not-yet = Mae’n cael ei geisio
away-no-such-name = Nid yw’r cyfeiriad { $address } yn hysbys yn y rhwydwaith hwn: gwiriwch y rhwydwaith, neu’r cyfeiriad gyda threfnydd
away-refused = Nid oes dim yn ateb yn { $address }: efallai nad yw’r gweinydd yn rhedeg, gofynnwch i drefnydd
away-unreachable = Ni ellir cyrraedd { $address }: gwiriwch fod y ddyfais hon yn rhwydwaith y lleoliad
away-timed-out = Nid yw { $address } yn ateb: gwiriwch fod y ddyfais hon yn rhwydwaith y lleoliad
away-web-page = Mae’r rhwydwaith yma yn ateb â thudalen we yn lle’r gweinydd: mewngofnodwch i’r wifi ar ddyfais arall neu gofynnwch i drefnydd
away-other-status = Nid gweinydd Campboard sy’n ateb yn { $address }, neu fersiwn arall ohono ydyw (statws { $status }): gwiriwch y cyfeiriad gyda threfnydd
away-not-a-server = Nid gweinydd Campboard sy’n ateb yn { $address }: gwiriwch y cyfeiriad gyda threfnydd
away-bad-address = Nid yw { $address } yn gyfeiriad gweinydd: mae un yn edrych fel hall.example:7750
away-lost = Collwyd y cysylltiad
away-too-slow = Roedd y cysylltiad yn rhy araf i’r hyn oedd i’w anfon, ac fe’i caewyd i ddechrau eto
away-stopped = Mae’r ciosg hwn yn stopio

ended-version = Mae’r gweinydd a’r ciosg hwn o fersiynau gwahanol: diweddarwch yr hynaf
ended-wrong-event = Mae digwyddiad arall gan y gweinydd yn y cyfeiriad hwn: gwiriwch y cyfeiriad gyda threfnydd
ended-unknown-device = Nid yw’r gweinydd yn adnabod y ciosg hwn: gofynnwch i drefnydd am ddolen ymuno
ended-revoked = Tynnwyd y ciosg hwn o’r digwyddiad: gofynnwch i drefnydd
ended-invite-used = Defnyddiwyd y ddolen ymuno hon gan ddyfais arall yn barod: gofynnwch i drefnydd am un newydd
ended-invite-unknown = Nid yw’r gweinydd yn adnabod y ddolen ymuno hon: gofynnwch i drefnydd am un newydd
ended-unproven = Ni allai’r gweinydd brofi pwy ydyw: gofynnwch i drefnydd
ended-uncertified = Nid gweinydd y digwyddiad hwn sy’n ateb: gofynnwch i drefnydd, a pheidiwch â rhoi dolen ymuno iddo
ended-violation = Nid oedd y gweinydd a’r ciosg hwn yn deall ei gilydd: diweddarwch y ddau
ended-silence = Ni chlywyd gan y gweinydd ers tro
ended-replaced = Cymerodd cysylltiad arall le’r un hwn
ended-full = Nid oes lle gan y gweinydd i ddyfais arall: gofynnwch i drefnydd
ended-stopping = Stopiwyd y gweinydd
ended-not-joined = Nid yw’r ciosg hwn wedi ymuno â digwyddiad: rhowch ddolen ymuno iddo
ended-unknown = Daeth y gweinydd â’r cysylltiad i ben am reswm nad yw’r fersiwn hon yn ei adnabod ({ $code }): diweddarwch y ciosg hwn

unsaved-opening = Mae’r bwrdd a gadwyd yn dal i gael ei wirio: rhowch gynnig arall arni ymhen ychydig
unsaved-disk-full = Mae disg y ciosg hwn yn llawn: rhyddhewch le, a bydd modd golygu eto heb wneud dim arall
unsaved-write-protected = Ni ellir ysgrifennu ar ddisg y ciosg hwn: gwiriwch bwy yw perchennog y ffolder data a sut y gosodwyd y ddisg; bydd modd golygu eto heb wneud dim arall
unsaved-in-use = Mae data’r ciosg hwn gan Campboard arall: caewch hwnnw, neu rhowch ei ffolder data ei hun i hwn (--data)
unsaved-too-new = Ysgrifennwyd data’r ciosg hwn gan fersiwn fwy newydd: diweddarwch y rhaglen hon
unsaved-damaged = Mae data’r ciosg hwn wedi’i ddifrodi: mae’r hyn sy’n gyfan yn cael ei achub
unsaved-disk-fails = Nid yw disg y ciosg hwn yn gweithio fel y dylai: ailgychwynnwch y ddyfais; os nad yw hynny’n helpu, defnyddiwch un arall
unsaved-moved-aside = Ni ellid darllen data’r ciosg hwn, ac fe’i symudwyd i { $to }: gofynnwch i drefnydd am ddolen ymuno newydd. Os dangosir bwrdd yma, hwnnw yw’r un olaf y gwyddys amdano
unsaved-gone = Mae data’r ciosg hwn wedi mynd: dangosir y bwrdd diwethaf; gofynnwch i drefnydd am ddolen ymuno newydd
unsaved-unusable = Ni ellir defnyddio data’r ciosg hwn: rhowch ffolder data arall a dolen ymuno newydd iddo
unsaved-other-event = Mae’r ciosg hwn yn perthyn i ddigwyddiad arall ({ $event }): defnyddiwch ffolder data arall ar gyfer yr un newydd
unsaved-too-busy = Ni all y ciosg hwn gadw i fyny â’i ddisg: ni chymerwyd y newid diwethaf, arhoswch ychydig a’i wneud eto
unsaved-stopped = Mae’r ciosg hwn yn stopio: ni chymerwyd y newid
unsaved-no-folder = Ni ellir creu’r ffolder data { $path }: dewiswch un arall gyda --data
unsaved-no-thread = Nid oes lle gan y ddyfais hon i edefyn arall: caewch raglenni eraill

lost-role = Ni chaiff y ddyfais hon newid hynny: gofynnwch i drefnydd
lost-malformed = Fe’i difrodwyd ar y ffordd: gwnewch ef eto
lost-limit = Roedd yn rhy fawr: gwnewch ef fesul rhan
lost-signature = Mae ei lofnod yn anghywir: gwnewch ef eto
lost-actor = Fe’i gwnaed yn enw dyfais arall: gwnewch ef eto
lost-sequence = Mae’n groes i newid cynharach gan yr un ddyfais: gwnewch ef eto
lost-unknown = Mae gan y gweinydd reswm nad yw’r fersiwn hon yn ei adnabod ({ $code }): diweddarwch y ciosg hwn
lost-not-again = Fe’i gwnaed ar sail newid nad yw’n cyfrif: edrychwch ar y bwrdd, a’i wneud eto os oes ei eisiau o hyd
