# Needs separate nodes. From RabbitMQ 4.0: all metadata moves to Khepri, for good. From 4.3 it is there to begin with.
resource "rabbitmqha_feature_flag" "khepri" {
  name         = "khepri_db"
  irreversible = true
}
