NODENAME=rabbit@a.example.com
USE_LONGNAME=true
DIST_PORT=25000
