package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"runtime"
	"time"

	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/failover"
	"github.com/rabbitmqha/terraform-provider-rabbitmqha/internal/lab"
)

// run tries one series after the other. What fails ends its series, not the run. The guide is written where all that was
// begun was also finished, whatever was found.
func run(ctx context.Context, o options) error {
	root, err := filepath.Abs(".")
	if err != nil {
		return err
	}
	if o.guide != "" {
		// A wrong path or a guide without markers is better known before the run than after it.
		if err := intoGuide(o.guide, "", false); err != nil {
			return err
		}
	}
	report := failover.Report{Made: time.Now(), Machine: fmt.Sprintf("a machine with %d processors", runtime.NumCPU())}
	suite := failover.Suite{Root: root, Faults: o.faults, Contrast: o.contrast, Progress: progress}
	var broken, unfinished []error
	for _, series := range o.series {
		found, err := suite.Run(ctx, series)
		if unavailable := (*lab.ErrUnavailable)(nil); errors.As(err, &unavailable) {
			progress("left out: %v", err)
			report.LeftOut = append(report.LeftOut, err.Error())
			continue
		}
		if err != nil {
			unfinished = append(unfinished, fmt.Errorf("RabbitMQ %s: %w", series, err))
			progress("RabbitMQ %s: not finished: %v", series, err)
		}
		if len(found.Rows) > 0 || found.Contrast != nil {
			report.Series = append(report.Series, found)
		}
		broken = append(broken, found.Err())
		if ctx.Err() != nil {
			break
		}
	}
	fmt.Print(report.Markdown())
	if len(report.Series) == 0 && len(unfinished) == 0 {
		unfinished = append(unfinished, errors.New("no series could be had, nothing was tested"))
	}
	if o.guide != "" && len(unfinished) == 0 {
		broken = append(broken, intoGuide(o.guide, report.Markdown(), true))
	}
	return errors.Join(append(unfinished, broken...)...)
}

func intoGuide(path, report string, write bool) error {
	guide, err := os.ReadFile(filepath.Clean(path))
	if err != nil {
		return err
	}
	text, err := failover.IntoGuide(string(guide), report)
	if err != nil {
		return fmt.Errorf("%s: %w", path, err)
	}
	if !write {
		return nil
	}
	return os.WriteFile(filepath.Clean(path), []byte(text), 0o644)
}
