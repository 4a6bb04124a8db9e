NODENAME=rabbit@b.example.com
USE_LONGNAME=true
DIST_PORT=25000
