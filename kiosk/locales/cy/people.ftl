# Enwau pobl, a’u dileu.

people-tab = Enwau
people-none = Does dim enw’n hysbys yma
people-find = Dim ond enwau gyda’r llythrennau hyn
people-all = Dileu pob enw…
people-erase = Dileu…
people-erase-spoken = Dileu’r enw { $name }
people-title = Dileu’r enw { $name }?
people-title-all = { $n ->
    [one] Dileu’r unig enw sy’n hysbys yma?
   *[other] Dileu pob un o’r { $n } enw sy’n hysbys yma?
}
people-for-ever = Ni ellir dadwneud hyn: mae’r hyn sy’n cael ei ddileu wedi mynd am byth, ac ni all neb ei roi yn ôl
people-where = Mae’n mynd o bob sgrin a phob dyfais, wrth i bob un glywed, ac o’r hyn y mae’r gweinyddion yn ei gadw ac yn ei gopïo wrth gefn. Mae’r sesiynau’n aros, heb yr enw
people-files = Mae byrddau a gariwyd, allforion a phrintiau yn ffolder y ddyfais ei hun yn cael eu dileu, ac mae ffeiliau wedi’u difrodi a roddwyd o’r neilltu’n cadw dim ond yr hyn y gellir ei ddarllen ynddynt
people-damaged = { $n ->
    [one] Mae gan y ddyfais hon 1 ffeil wedi’i difrodi: caiff yr hyn na ellir ei ddarllen ynddi ei ddileu am byth. Gall fod rhai gan ddyfeisiau eraill hefyd
    [two] Mae gan y ddyfais hon 2 ffeil wedi’u difrodi: caiff yr hyn na ellir ei ddarllen ynddynt ei ddileu am byth. Gall fod rhai gan ddyfeisiau eraill hefyd
   *[other] Mae gan y ddyfais hon { $n } ffeil wedi’u difrodi: caiff yr hyn na ellir ei ddarllen ynddynt ei ddileu am byth. Gall fod rhai gan ddyfeisiau eraill hefyd
}
people-counting = Mae ffeiliau’r ddyfais hon sydd wedi’u difrodi’n cael eu cyfrif…
people-uncounted = Methodd y ddyfais hon â chyfrif ei ffeiliau sydd wedi’u difrodi. Os oes rhai, caiff yr hyn na ellir ei ddarllen ynddynt ei ddileu am byth gyda’r enwau. Mae’n cyfrif eto ohoni’i hun
people-beyond = Y tu hwnt i gyrraedd: byrddau a gariwyd ymaith ar ffyn, allforion a phapur yn rhywle arall, ffeiliau i’w mewnforio, a chopïau eraill
people-texts = { $n ->
    [zero] Mae’r enw hefyd mewn rhywbeth a deipiwyd, ac yno y bydd nes i rywun ei newid
    [one] Mae’r enw hefyd yn nhestun 1 sesiwn, ac yno y bydd nes i rywun ei newid
   *[other] Mae’r enw hefyd yn nhestunau { $n } sesiwn, ac yno y bydd nes i rywun eu newid
}
people-texts-none = Nid yw’r enw mewn teitl na thestun sy’n hysbys yma
people-texts-any = Mae enwau a deipiwyd i deitlau, testunau, negeseuon ac enwau dyfeisiau’n aros yno, ac yn hanes y bwrdd
people-elsewhere = Mae ar y dudalen wybodaeth neu mewn cyhoeddiad hefyd
people-sure = Dileu am byth
people-erased = { $n ->
    [one] Mae 1 enw wedi’i ddileu am byth
   *[other] Mae { $n } enw wedi’u dileu am byth
}
people-act = { $n ->
    [one] 1 enw, ar { $by }, { $when }
   *[other] { $n } enw, ar { $by }, { $when }
}
people-act-some-time = { $n ->
    [one] 1 enw, ar { $by }
   *[other] { $n } enw, ar { $by }
}
people-whole = { $n ->
    [one] Mae’r unig ddyfais yn dweud eu bod wedi mynd o’i disg
   *[other] Mae pob un o’r { $n } dyfais a gweinydd yn dweud eu bod wedi mynd o’u disgiau
}
people-count = Mae { $done } o { $n } dyfais a gweinydd yn dweud eu bod wedi mynd o’u disgiau
people-gone = Wedi mynd
people-gone-since = Wedi mynd ers { $when }
people-failed = Heb fynd: ni adawodd ei disg. Mae’n rhoi cynnig arall arni
people-not-yet = Ddim eto
people-shown-out = Caewyd hi allan: mae’r hyn sydd ganddi o hyd y tu hwnt i gyrraedd
people-heard = clywyd ddiwethaf { $when }
people-heard-never = heb glywed ganddi eto
people-heard-server = bydd yn dweud hynny pan fydd wedi’i gysylltu
