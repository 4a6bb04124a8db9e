package provider

import (
	"github.com/hashicorp/terraform-plugin-framework-validators/int64validator"
	"github.com/hashicorp/terraform-plugin-framework-validators/listvalidator"
	"github.com/hashicorp/terraform-plugin-framework-validators/stringvalidator"
	"github.com/hashicorp/terraform-plugin-framework/provider/schema"
	"github.com/hashicorp/terraform-plugin-framework/schema/validator"
	"github.com/hashicorp/terraform-plugin-framework/types"
)

const maxPort = 65535

// erlangBlock is the way to the Erlang nodes, which memberships need, and actions on nodes and members of queues.
func erlangBlock() schema.Block {
	return schema.SingleNestedBlock{
		MarkdownDescription: "How the Erlang nodes of the cluster are reached, which `rabbitmqha_cluster_member` needs, and those " +
			"actions that say so: the management API cannot change who is a member. Neither Erlang nor `rabbitmqctl` is needed where Terraform " +
			"runs, unless `command` is set. Whoever holds the cookie may run anything on the nodes: see the guide " +
			"[What the Erlang cookie gives away](guides/erlang-cookie).",
		Attributes: map[string]schema.Attribute{
			"cookie": schema.StringAttribute{
				Optional:  true,
				Sensitive: true,
				MarkdownDescription: "The Erlang cookie that all nodes share. At most one of `cookie` and `cookie_file`. It is never stored " +
					"nor logged. Environment variable: `RABBITMQ_ERLANG_COOKIE`.",
			},
			"cookie_file": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Path of a file with the cookie, such as a copy of `/var/lib/rabbitmq/.erlang.cookie`; line ends after " +
					"it are ignored.",
			},
			"addresses": schema.MapAttribute{
				Optional:    true,
				ElementType: types.StringType,
				MarkdownDescription: "Node names, such as `rabbit@rabbit2`, and where each is reached: `host:port` of its distribution " +
					"(25672 unless configured otherwise). Such a node is reached without epmd, and its name need not resolve here. " +
					"Default: the host is what follows the `@`, and epmd there knows the port.",
			},
			"epmd_port": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Port of epmd on every host, 1 to 65535. Default 4369.",
				Validators:          []validator.Int64{int64validator.Between(1, maxPort)},
			},
			"command": schema.ListAttribute{
				Optional:    true,
				ElementType: types.StringType,
				Validators:  []validator.List{listvalidator.SizeAtLeast(1), listvalidator.ValueStringsAre(stringvalidator.LengthAtLeast(1))},
				MarkdownDescription: "Instead of all else in this block: a command that runs `rabbitmqctl` for a node, for those to whom " +
					"the nodes' ports are closed. A list of words, passed as they are, without a shell; `{node}` stands for the node's " +
					"name and `{host}` for what follows its `@`, such as " +
					"`[\"ssh\", \"admin@{host}\", \"sudo\", \"rabbitmqctl\"]` or `[\"docker\", \"exec\", \"{host}\", \"rabbitmqctl\"]`. " +
					"The arguments of `rabbitmqctl` are appended. Much slower than the cookie: up to a second for each step.",
			},
		},
		Blocks: map[string]schema.Block{"tls": erlangTLSBlock(), "ssh": sshBlock()},
	}
}

func erlangTLSBlock() schema.Block {
	return schema.SingleNestedBlock{
		MarkdownDescription: "For nodes that speak TLS to each other (`-proto_dist inet_tls`). The block alone, empty, switches TLS on. " +
			"TLS 1.2 or newer is used in any case.",
		Attributes: map[string]schema.Attribute{
			"ca_pem": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Certificate authorities as PEM text; only these are trusted when given. Default: those of this machine.",
			},
			"ca_file": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "PEM file with the certificate authorities; alternative to `ca_pem`.",
			},
			"cert_pem": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Client certificate as PEM text, together with `key_pem`, for nodes that want one " +
					"(`fail_if_no_peer_cert`).",
			},
			"key_pem": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "Private key of the client certificate as PEM text.",
			},
			"server_name": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Name expected in the nodes' certificates. Default: what follows the `@` in each node's name.",
			},
			"insecure": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Accept any certificate. Default `false`. Not for production: anyone on the way can run anything on " +
					"the nodes.",
			},
		},
	}
}

// sshBlock has no required attributes: the framework would demand them where the block is left out, too.
func sshBlock() schema.Block {
	return schema.SingleNestedBlock{
		MarkdownDescription: "A jump host, by SSH, through which epmd and the nodes are reached. Names of hosts resolve there. Nothing is " +
			"run on it; it must permit forwarding (`AllowTcpForwarding`).",
		Attributes: map[string]schema.Attribute{
			"host": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Name or address of the jump host. Must be given.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"port": schema.Int64Attribute{
				Optional:            true,
				MarkdownDescription: "Port of SSH, 1 to 65535. Default 22.",
				Validators:          []validator.Int64{int64validator.Between(1, maxPort)},
			},
			"user": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Name to log in with. Must be given.",
				Validators:          []validator.String{stringvalidator.LengthAtLeast(1)},
			},
			"private_key": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "Private key, in PEM or OpenSSH form. At most one of `private_key` and `private_key_file`.",
			},
			"private_key_file": schema.StringAttribute{
				Optional:            true,
				MarkdownDescription: "Path of a file with the private key.",
			},
			"passphrase": schema.StringAttribute{
				Optional:            true,
				Sensitive:           true,
				MarkdownDescription: "What the private key is encrypted with, if it is.",
			},
			"agent": schema.BoolAttribute{
				Optional: true,
				MarkdownDescription: "Whether to use the keys of the SSH agent that `SSH_AUTH_SOCK` names. Default: `true` where no private " +
					"key is given, else `false`.",
			},
			"known_hosts_file": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "Path of a file with the jump host's key, in OpenSSH's format. Default `~/.ssh/known_hosts`, unless " +
					"`host_key` is given.",
			},
			"host_key": schema.StringAttribute{
				Optional: true,
				MarkdownDescription: "The one key that the jump host may have, such as `ssh-ed25519 AAAA...`. At most one of `host_key` and " +
					"`known_hosts_file`.",
			},
		},
	}
}
