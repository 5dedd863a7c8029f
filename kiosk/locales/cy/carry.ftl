# Y bwrdd yn un ffeil y mae rhywun yn ei chario o ddyfais i ddyfais.

board-file-foreign = Nid bwrdd wedi’i gario yw’r ffeil hon
board-file-too-new = Fersiwn newydd o’r rhaglen hon a ysgrifennodd y bwrdd hwn. Diweddarwch y rhaglen, yna ei gymryd eto
board-file-cut-short = Mae’r bwrdd hwn wedi’i dorri’n fyr. Copïwch ef eto, a thynnu’r cof bach allan dim ond wedi i hynny orffen
board-file-altered = Newidiwyd y bwrdd hwn neu mae wedi’i ddifrodi, felly ni chymerwyd dim ohono. Copïwch ef eto
board-file-too-large = Mae’r bwrdd hwn yn fwy nag unrhyw ddigwyddiad, felly ni chymerwyd dim ohono
board-file-other-event = Bwrdd digwyddiad arall yw hwn, felly ni chymerwyd dim ohono
board-file-no-event = Nid yw’r ddyfais hon mewn digwyddiad eto. Ymunwch â’r digwyddiad yn gyntaf
board-file-busy = Mae bwrdd arall yn cael ei gymryd. Arhoswch nes bod hynny wedi gorffen
board-carried = Cadwyd fel { $path }{ $lost ->
    [0] { "" }
    [one] . Ni ellir darllen un newid o’r ddisg hon, ac nid yw ynddo: cariwch y bwrdd o ddyfais arall hefyd
    [two] . Ni ellir darllen dau newid o’r ddisg hon, ac nid ydynt ynddo: cariwch y bwrdd o ddyfais arall hefyd
    [few] . Ni ellir darllen { $lost } newid o’r ddisg hon, ac nid ydynt ynddo: cariwch y bwrdd o ddyfais arall hefyd
    [many] . Ni ellir darllen { $lost } newid o’r ddisg hon, ac nid ydynt ynddo: cariwch y bwrdd o ddyfais arall hefyd
   *[other] . Ni ellir darllen { $lost } newid o’r ddisg hon, ac nid ydynt ynddo: cariwch y bwrdd o ddyfais arall hefyd
}
board-taken =
    { $new ->
        [0] Nid oes dim newydd ynddo (roedd { $known } golygiad yma eisoes)
        [one] Mae un golygiad yn newydd yma (roedd { $known } yma eisoes)
        [two] Mae dau olygiad yn newydd yma (roedd { $known } yma eisoes)
        [few] Mae { $new } golygiad yn newydd yma (roedd { $known } yma eisoes)
        [many] Mae { $new } golygiad yn newydd yma (roedd { $known } yma eisoes)
       *[other] Mae { $new } golygiad yn newydd yma (roedd { $known } yma eisoes)
    }{ $left ->
        [0] { "" }
        [one] . Gadawyd un rhan allan: ni chaniateir hi, nid yw’n gyfan, neu mae ar gyfer fersiwn newydd
        [two] . Gadawyd dwy ran allan: ni chaniateir hwy, nid ydynt yn gyfan, neu maent ar gyfer fersiwn newydd
        [few] . Gadawyd { $left } rhan allan: ni chaniateir hwy, nid ydynt yn gyfan, neu maent ar gyfer fersiwn newydd
        [many] . Gadawyd { $left } rhan allan: ni chaniateir hwy, nid ydynt yn gyfan, neu maent ar gyfer fersiwn newydd
       *[other] . Gadawyd { $left } rhan allan: ni chaniateir hwy, nid ydynt yn gyfan, neu maent ar gyfer fersiwn newydd
    }
