# Beth symudodd.

moved-title = Beth symudodd
