package main

import (
	"context"
	"errors"
	"fmt"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// down ends every process of the quick start and removes its folder. The cache of unpacked brokers stays.
func down(ctx context.Context) error {
	running, err := lab.Open(labName)
	if errors.Is(err, lab.ErrNoLab) {
		fmt.Println("There is no quick start to take away.")
		return nil
	}
	if err != nil {
		return err
	}
	if err := running.Down(ctx); err != nil {
		return err
	}
	fmt.Println("The quick start is gone: nodes, HAProxy and the folder with Terraform's state.")
	return nil
}
