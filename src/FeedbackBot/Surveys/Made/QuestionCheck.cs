namespace FeedbackBot.Surveys.Made;

/// <summary>What questions must be before customers see them; each refusal names the question or choice at fault and says what to do. Pure.</summary>
internal static class QuestionCheck
{
    public const int MostQuestions = 30;
    public const int MostChoices = 20;
    public const int MostText = 300;

    /// <summary>What a draft may not exceed, however unfinished it is.</summary>
    public static void Limits(IReadOnlyList<Question> questions)
    {
        if (questions.Count > MostQuestions)
        {
            throw new RuleViolation("too_many_questions", $"A survey has at most {MostQuestions} questions; leave some out.", "questions");
        }

        foreach (var question in questions)
        {
            Fits(question.Text, question.Id);
            question.Choices.ToList().ForEach(c => Fits(c.Text, c.Id));
            if (question.Choices.Count > MostChoices)
            {
                throw new RuleViolation("too_many_choices", $"A question has at most {MostChoices} choices; leave some out.", question.Id);
            }
        }
    }

    /// <summary>Type and id of a question belong together for good: answers were given to it.</summary>
    public static void KeepsTypes(IReadOnlyList<Question> questions, IReadOnlyList<Question> before)
    {
        if (questions.FirstOrDefault(q => before.Any(b => b.Id == q.Id && b.Type != q.Type)) is { } changed)
        {
            throw new RuleViolation("question_type_fixed", "The kind of a question cannot be changed; remove it and add another.", changed.Id);
        }
    }

    public static void Complete(IReadOnlyList<Question> questions)
    {
        Limits(questions);
        if (questions.Count == 0 || questions[0] is not { Metric: not null, Required: true, When: null })
        {
            throw new RuleViolation("rating_first", "A survey begins with a rating that is required and always shown; move it to the top.", "questions");
        }

        foreach (var (index, question) in questions.Index())
        {
            Said(question.Text, "question_text_missing", "Write the question in both languages.", question.Id);
            CheckChoices(question);
            CheckCondition(question, questions.Take(index).ToList());
        }
    }

    private static void CheckChoices(Question question)
    {
        if (question.HasChoices && question.Choices.Count < 2)
        {
            throw new RuleViolation("choices_missing", "A question to choose from needs at least two choices; add some.", question.Id);
        }

        foreach (var choice in question.Choices)
        {
            Said(choice.Text, "choice_text_missing", "Write the choice in both languages, or remove it.", choice.Id);
        }
    }

    private static void CheckCondition(Question question, IReadOnlyList<Question> earlier)
    {
        if (question.When is not { } when)
        {
            return;
        }

        if (earlier.FirstOrDefault(q => q.Id == when.Question) is not { } about)
        {
            throw new RuleViolation("condition_order", "A condition asks about a question further up; move this one down or take the condition away.", question.Id);
        }

        var fits = when.Test switch
        {
            ShowTest.Is => about.Metric != null ? SurveyCourse.RatingOf(about, when.Value) != null : Has(about, when.Value),
            ShowTest.Includes => about.Type == QuestionType.MultiChoice && Has(about, when.Value),
            _ => SurveyCourse.RatingOf(about, when.Value) != null,
        };
        if (!fits)
        {
            throw new RuleViolation("condition_invalid", "This comparison does not go with that answer; ratings can be at most or at least, choices are or include.", question.Id);
        }
    }

    private static bool Has(Question question, string choice) => question.Choices.Any(c => c.Id == choice);

    private static void Said(LocalizedText text, string code, string message, string field)
    {
        if (string.IsNullOrWhiteSpace(text.ZhHans) || string.IsNullOrWhiteSpace(text.En))
        {
            throw new RuleViolation(code, message, field);
        }
    }

    private static void Fits(LocalizedText text, string field)
    {
        if (text.ZhHans.Length > MostText || text.En.Length > MostText)
        {
            throw new RuleViolation("text_too_long", $"A text has at most {MostText} characters; shorten it.", field);
        }
    }
}
