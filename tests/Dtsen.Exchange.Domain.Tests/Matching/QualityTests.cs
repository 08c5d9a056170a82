using Dtsen.Exchange.Benchmarks.Quality;
using Dtsen.Exchange.Domain.Names;

namespace Dtsen.Exchange.Domain.Tests.Matching;

/// <summary>How often matching is right, on a small form of the set that the benchmark <c>quality</c> judges.</summary>
public class QualityTests
{
    private const int Records = 20_000;
    private const int Exchange = 0;

    private static readonly Lazy<QualityRun> Run = new(() => new QualityRun(new LabelledSet(Records, seed: 2)));

    [Fact]
    public void Padan_is_of_the_person_with_the_NIK()
    {
        var precision = Run.Value.At(Exchange, NameMatch.DefaultThreshold).PadanPrecision;
        Assert.True(precision >= 0.999, $"{precision}");
    }

    [Fact]
    public void A_record_with_the_NIK_of_the_person_is_padan_however_the_name_is_written()
    {
        var recall = Run.Value.At(Exchange, NameMatch.DefaultThreshold).PadanRecall;
        Assert.True(recall >= 0.98, $"{recall}");
    }

    [Fact]
    public void More_is_found_than_by_any_other_measure_of_names_at_every_threshold() => Assert.All(QualityRun.Thresholds, threshold =>
    {
        var recall = Run.Value.At(Exchange, threshold).PadanRecall;
        for (var other = Exchange + 1; other < NameMeasure.All.Count; other++)
        {
            Assert.True(recall > Run.Value.At(other, threshold).PadanRecall, NameMeasure.All[other].Title);
        }
    });

    [Fact]
    public void Padan_is_wrong_no_more_often_than_by_any_other_measure_at_any_threshold() => Assert.All(QualityRun.Thresholds, threshold =>
    {
        var ours = Run.Value.At(Exchange, threshold);
        for (var other = Exchange + 1; other < NameMeasure.All.Count; other++)
        {
            var precision = Run.Value.At(other, threshold).PadanPrecision;
            Assert.True(ours.PadanPrecision >= precision, $"{NameMeasure.All[other].Title}: {precision}");
        }
    });

    [Fact]
    public void The_same_seed_makes_the_same_records() =>
        Assert.Equal(new LabelledSet(500, seed: 7).Records, new LabelledSet(500, seed: 7).Records);
}
