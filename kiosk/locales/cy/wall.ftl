# Beth sydd ymlaen nawr a nesaf.

wall-title = Nawr a nesaf
