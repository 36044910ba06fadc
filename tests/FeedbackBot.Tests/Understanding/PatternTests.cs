using FeedbackBot.Understanding;

namespace FeedbackBot.Tests.Understanding;

/// <summary>Sentences, opinions and values: what a reading points at in the text.</summary>
public sealed class PatternTests
{
    [Theory]
    [InlineData("The room was lovely. The receptionist was rude!", "The room was lovely.|The receptionist was rude!")]
    [InlineData("菜很好吃。服务员态度太差了", "菜很好吃。|服务员态度太差了")]
    [InlineData("Paid 3.50 for it... Cold!!! Never again", "Paid 3.50 for it...|Cold!!!|Never again")]
    [InlineData("first line\nsecond line", "first line|second line")]
    public void Sentences_stand_where_they_stand(string text, string sentences) =>
        Reader.Read(text).Sentences.Select(s => text.Substring(s.Start, s.Length)).ShouldBe(sentences.Split('|'));

    [Fact]
    public void Each_sentence_feels_by_itself()
    {
        var sentences = Reader.Read("I love the new design, it is beautiful. But the checkout is terrible and support is useless.").Sentences;
        sentences.Select(s => s.Sentiment.Label).ShouldBe([Sentiment.Positive, Sentiment.Negative]);
        sentences[0].Sentiment.Value.ShouldBeGreaterThan(sentences[1].Sentiment.Value);
    }

    [Theory]
    [InlineData("One sentence only.")]
    [InlineData("一句话")]
    [InlineData("ok")]
    public void One_sentence_is_not_listed(string text) => Reader.Read(text).Sentences.ShouldBeEmpty();

    [Theory]
    [InlineData("客服态度很差", "态度", Sentiment.Negative)]
    [InlineData("the food was delicious", "food", Sentiment.Positive)]
    [InlineData("配送速度不快，包装很好", "包装", Sentiment.Positive)]
    [InlineData("The driver was not friendly", "driver", Sentiment.Negative)]
    public void Opinions_say_what_and_how(string text, string about, Sentiment felt) =>
        Reader.Read(text).Opinions.ShouldContain(o => o.About.Contains(about, StringComparison.OrdinalIgnoreCase) && o.Felt == felt);

    [Fact]
    public void Opinions_quote_the_text_as_it_was_written()
    {
        var opinion = Reader.Read("The DELIVERY was Terrible").Opinions.ShouldHaveSingleItem();
        opinion.About.ShouldBe("DELIVERY");
        opinion.Words.ShouldEndWith("Terrible", Case.Sensitive);
    }

    [Theory]
    [InlineData("order AB 1234567 is late", SlotKind.OrderNumber, "AB1234567")]
    [InlineData("订单号ＡＢ１２３４５６７还没到", SlotKind.OrderNumber, "AB1234567")]
    [InlineData("you charged me $1,299.50 twice", SlotKind.Money, "1299.50 USD")]
    [InlineData("多扣了我58.5元", SlotKind.Money, "58.5 CNY")]
    [InlineData("it was 20 quid", SlotKind.Money, "20 GBP")]
    [InlineData("delivered on 2026-11-03 they say", SlotKind.Date, "2026-11-03")]
    [InlineData("2026年1月5日下的单", SlotKind.Date, "2026-01-05")]
    [InlineData("3月8号到现在", SlotKind.Date, "--03-08")]
    [InlineData("since May 3rd", SlotKind.Date, "--05-03")]
    [InlineData("on 14 February 2026", SlotKind.Date, "2026-02-14")]
    [InlineData("came at 18:45", SlotKind.Time, "18:45")]
    [InlineData("write to jane@example.com", SlotKind.Email, "jane@example.com")]
    public void Values_are_found_and_written_the_common_way(string text, SlotKind kind, string value)
    {
        var found = Reader.Read(text).Values.Single(v => v.Kind == kind);
        found.Value.ShouldBe(value);
        found.Start.ShouldBeInRange(0, text.Length - found.Length);
    }

    [Theory]
    [InlineData("31 February was fun")]
    [InlineData("13月40号")]
    [InlineData("I bought 3 of them")]
    [InlineData("no numbers at all")]
    public void What_is_no_value_is_none(string text) => Reader.Read(text).Values.Where(v => v.Kind is SlotKind.Date or SlotKind.Money or SlotKind.OrderNumber).ShouldBeEmpty();

    [Fact]
    public void A_card_number_is_no_order_number() =>
        Reader.Read("my card 4111 1111 1111 1111 was charged").Values.ShouldNotContain(v => v.Kind == SlotKind.OrderNumber);
}
